"""What a child that reads untrusted files may still ask of the kernel: its memory, its connection, the code it runs.

Where Linux offers Landlock, it opens no file but those of Python and of ours, connects to nothing and signals nobody;
where it offers seccomp, it makes no socket, no process and no other program, touches no other process, and changes
no file's owner or rights. Neither needs a right of its own, and neither can be undone. ``not_offered`` says what the
kernel lacks; there, the limits of ``vault.apart_server`` are all that holds. Nothing here knows Django.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
import sysconfig
from functools import cache
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)
_CODE = Path(__file__).resolve().parents[1]
#: What a kernel may not offer.
FILES, CALLS = "Landlock (files)", "seccomp (sockets and processes)"
_SET_SECCOMP, _SET_NO_NEW_PRIVS = 22, 38

# -- Landlock: numbers of include/uapi/linux/landlock.h, the same on every machine
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
#: How many things may be forbidden about files, the network and other processes, by the version that first knew them.
_FORBIDDEN = ({1: 13, 2: 14, 3: 15, 5: 16}, {4: 2}, {6: 2})

# -- seccomp: calls by name, with their numbers on x86-64 and on ARM; None where there is no such call
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # the network, and memory that outlives the child
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "accept": (43, 202),
    "accept4": (288, 242), "socketpair": (53, 199), "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190),
    "mq_open": (240, 180),
    # programs and processes
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None), "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "setpriority": (141, 140),
    # owners and rights of files, which Landlock leaves alone
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None),
    "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    # corners of the kernel in which no reader of files has any business
    "io_uring_setup": (425, 425), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "unshare": (272, 97),
    "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
}  # fmt: skip
_CLONE, _CLONE3, _KILL, _TGKILL, _PRLIMIT = (56, 220), (435, 435), (62, 129), (234, 131), (302, 261)
_CLONE_THREAD = 0x10000
_LOAD, _EQUALS, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR, _KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_OTHER_NUMBERING = 0x40000000  #: from here on x86-64 counts its calls once more


@cache
def not_offered() -> list[str]:
    """What this kernel does not offer for ``confine``; for the log."""
    lacking = [] if _landlock_version() > 0 else [FILES]
    known = platform.machine() in _MACHINES
    if not known or (_libc.prctl(_SET_SECCOMP, 2, None) == -1 and ctypes.get_errno() != errno.EFAULT):
        lacking.append(CALLS)
    return lacking


def confine() -> None:
    """Give up, for good, all that is not needed. Raises OSError where the kernel refuses what it offers: then nothing
    untrusted may be read."""
    os.chdir("/")
    _checked(_libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    if FILES not in not_offered():
        _restrict_files(_landlock_version())
    if CALLS not in not_offered():
        _restrict_calls()


def _restrict_files(version: int) -> None:
    known = (max((count for since, count in counts.items() if since <= version), default=0) for counts in _FORBIDDEN)
    most = [(1 << count) - 1 for count in known]
    ruleset = struct.pack("=3Q", *most)[: 8 if version < 4 else 16 if version < 6 else 24]
    rules = _checked(_libc.syscall(_CREATE_RULESET, ruleset, len(ruleset), 0))
    for place in _readable():
        rights = _READ_FILE | _READ_DIR if os.path.isdir(place) else _READ_FILE
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
        _checked(_libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, opened), 0))
        os.close(opened)
    _checked(_libc.syscall(_RESTRICT_SELF, rules, 0))
    os.close(rules)


def _readable() -> list[str]:
    """Python, its libraries, chance, and our rooms: not what lies beside them (settings, database, the vault)."""
    python = [sys.prefix, *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))]
    libraries = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"]
    rooms = [str(place.parent) for place in _CODE.glob("*/__init__.py")]
    return [place for place in {*python, *libraries, *rooms, "/dev/urandom"} if os.path.exists(place)]


def _restrict_calls() -> None:
    machine, column = _MACHINES[platform.machine()]
    # Of whatever counts its calls otherwise, no number means what it says.
    steps = [_step(_LOAD, _MACHINE_AT), _step(_EQUALS, machine, yes=1), _step(_RETURN, _KILL_PROCESS)]
    steps += [_step(_LOAD, _NUMBER_AT), _step(_AT_LEAST, _OTHER_NUMBERING, no=1), _step(_RETURN, _KILL_PROCESS)]
    for numbers in _REFUSED.values():
        steps += _refuse(numbers[column], errno.EPERM)
    steps += _refuse(_CLONE3[column], errno.ENOSYS)  # its flags cannot be seen from here; the C library then uses clone
    steps += _refuse_unless(_CLONE[column], _HAS_BITS, _CLONE_THREAD)
    steps += _refuse_unless(_KILL[column], _EQUALS, os.getpid()) + _refuse_unless(_TGKILL[column], _EQUALS, os.getpid())
    steps += _refuse_unless(_PRLIMIT[column], _EQUALS, 0)
    program = ctypes.create_string_buffer(b"".join([*steps, _step(_RETURN, _ALLOW)]))
    told = struct.pack("@HP", len(steps) + 1, ctypes.addressof(program))
    _checked(_libc.prctl(_SET_SECCOMP, 2, told))


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One instruction of the filter: how many of the next to skip where it holds, and where it does not."""
    return struct.pack("=HBBI", code, yes, no, value)


def _refuse(number: int | None, error: int) -> list[bytes]:
    return [] if number is None else [_step(_EQUALS, number, no=1), _step(_RETURN, _ERROR | error)]


def _refuse_unless(number: int, test: int, value: int) -> list[bytes]:
    """Refuse the call unless its first argument stands the test."""
    return [
        _step(_EQUALS, number, no=4),
        _step(_LOAD, _ARGUMENTS_AT),
        _step(test, value, yes=1),
        _step(_RETURN, _ERROR | errno.EPERM),
        _step(_LOAD, _NUMBER_AT),
    ]


def _landlock_version() -> int:
    return int(_libc.syscall(_CREATE_RULESET, None, 0, _VERSION))


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "the kernel refuses what it offers")
    return result
