"""Verify an exported trail without Amanah: python3 verify_trail.py jejak.jsonl [nomor sidik-yang-tercetak]"""

import contextlib, hashlib, json, sys  # noqa: E401, I001 - twenty lines, which anybody can read before trusting them

with open(sys.argv[1], encoding="utf-8", newline="\n") as lines:
    told, own, number = json.loads(next(lines)), "0" * 64, 0
    at, printed = "".join(sys.argv[2:3]), "".join(sys.argv[3:]).lower().replace("-", "")
    if sys.argv[2:] and not (at.isdecimal() and int(at) and len(printed) >= 16):
        sys.exit("BELUM DIPERIKSA: tulis nomor (angka saja) lalu sidik dari cetakan, paling sedikit 16 angka dan huruf")
    for number, line in enumerate(lines, 1):
        fits = False
        with contextlib.suppress(ValueError, KeyError, TypeError):
            record, previous = json.loads((event := json.loads(line))["record"]), own
            own = hashlib.sha256(f"{previous}\n{event['record']}".encode()).hexdigest()
            exact = json.dumps({"previous": previous, "hash": own, "record": event["record"]}, ensure_ascii=False)
            fits = (line, record["chain"], record["number"]) == (f"{exact}\n", told["chain"], number)
        if not fits or (number == int(at or 0) and not own.startswith(printed)):
            sys.exit(f"RUSAK pada baris {number + 1}: peristiwa nomor {number} rantai {told['chain']}")
if (number, own, list(told)) != (told["length"], told["head"], ["chain", "length", "head"]) or int(at or 0) > number:
    sys.exit(f"RUSAK pada baris {number + 2}: rantai {told['chain']} terpotong sesudah nomor {number}")
sys.stdout.write(f"UTUH: rantai {told['chain']}, {number} peristiwa, ujung {own}\n")
