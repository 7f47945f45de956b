"""签名 Whether the checkpoint was signed by a key that the reader already trusts.

Done by `ssh-keygen`, which nearly every machine has; a signature of minisign is
verified with `minisign -V`.
"""

import subprocess
import tempfile
from pathlib import Path

from generator.verifier.places import CHECKPOINT, SIGNATURES, Read, Unverifiable

# Binds a signature to its use: one made for mail or for a commit does not pass here.
NAMESPACE = "registry-log"


def unsigned(read: Read, key: str, signature: str | None = None) -> list[str]:
    """未签名 A sentence where no trusted key has signed; `key` is a file of allowed signers."""
    said = Path(signature).read_bytes() if signature else read(SIGNATURES[0])
    checkpoint = read(CHECKPOINT)
    if said is None or checkpoint is None:
        raise Unverifiable(f"没有 {CHECKPOINT} 或它的签名，无法核验签名")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(said)
        return [] if _is_signed(checkpoint, file, key) else [f"{CHECKPOINT} 的签名不成立"]


def _is_signed(content: bytes, signature: Path, key: str) -> bool:
    found = _asked(b"", "find-principals", "-s", str(signature), "-f", key)
    signers = found.stdout.decode().splitlines()
    return any(
        _asked(
            content, "verify", "-n", NAMESPACE, "-I", signer, "-s", str(signature), "-f", key
        ).returncode == 0
        for signer in signers
    )  # fmt: skip


def _asked(said: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["ssh-keygen", "-Y", *arguments]
    try:
        return subprocess.run(command, input=said, capture_output=True, check=False)
    except FileNotFoundError:
        raise Unverifiable("没有安装 ssh-keygen，无法核验签名") from None
