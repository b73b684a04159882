"""Verify an exported trail without Amanah: python3 verify_trail.py jejak.jsonl [nomor sidik-yang-tercetak]"""

import hashlib, json, sys  # noqa: E401, I001 - twenty lines, which anybody can read before trusting them

with open(sys.argv[1], encoding="utf-8", newline="\n") as lines:
    told, previous, number = json.loads(next(lines)), "0" * 64, 0
    at, printed = (int(sys.argv[2]), sys.argv[3].lower()) if sys.argv[3:] else (0, "")
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads((event := json.loads(line))["record"])
            own = hashlib.sha256(f"{previous}\n{event['record']}".encode()).hexdigest()
            fits = (event["previous"], event["hash"], record["chain"]) == (previous, own, told["chain"])
        except (ValueError, KeyError, TypeError):
            fits = False
        if not fits or record["number"] != number or (number == at and not own.startswith(printed)):
            sys.exit(f"RUSAK pada baris {number + 1}: peristiwa nomor {number} rantai {told['chain']}")
        previous = own
if (number, previous) != (told["length"], told["head"]) or at > number:
    sys.exit(f"RUSAK pada baris {number + 2}: rantai {told['chain']} terpotong sesudah nomor {number}")
sys.stdout.write(f"UTUH: rantai {told['chain']}, {number} peristiwa, ujung {previous}\n")
