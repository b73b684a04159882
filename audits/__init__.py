"""The auditor's room: any amount from allocation to receipt."""
