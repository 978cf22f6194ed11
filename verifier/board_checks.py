"""Checks of the container, the manifest and the board: that nothing was swapped or slipped in."""

from collections import Counter

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from verifier import merkle
from verifier.container import checksums
from verifier.documents import Bundle, Entry
from verifier.fingerprint import fingerprint
from verifier.manifest import Manifest
from verifier.report import Mismatch

_SALT_BYTES = 48
_SHOWN = 5


def numbered(places: list[int]) -> str:
    """Name the places (from 0) where something is wrong as people count them, the first few."""
    shown = "、".join(str(place + 1) for place in places[:_SHOWN])
    more = f" 等 {len(places)} 处" if len(places) > _SHOWN else ""
    return f"第 {shown} 条{more}"


def files_agree(bundle: Bundle) -> str:
    """Compare every file with its line in SHA256SUMS."""
    listed, found = bundle.files["SHA256SUMS"], checksums(bundle.files)
    if listed != found:
        pairs = dict.fromkeys([*found.splitlines(), *listed.splitlines()])
        differing = sorted(
            {
                line.split()[-1].decode(errors="replace")
                for line in pairs
                if (line in found.splitlines()) != (line in listed.splitlines()) and line.split()
            }
        )
        raise Mismatch(f"与 SHA256SUMS 不符：{'、'.join(differing[:_SHOWN]) or 'SHA256SUMS'}")
    return f"{len(bundle.files) - 1} 个文件的 SHA-256 都与 SHA256SUMS 一致"


def manifest_holds(bundle: Bundle) -> str:
    """Read the manifest and compare its hash with the one the board is bound to."""
    manifest = bundle.manifest
    if bundle.board.manifest_hash != bundle.manifest_hash:
        raise Mismatch("公告板属于另一份选票清单：清单哈希不一致")
    _refuse_ambiguous(manifest)
    degraded = "" if manifest.transport == "https" else "；注意：本次投票在未加密网络（降级）下进行"
    return f"清单哈希与公告板一致，指纹 {fingerprint(bundle.manifest_hash)}{degraded}"


def _refuse_ambiguous(manifest: Manifest) -> None:
    contests = [contest.id for contest in manifest.contests]
    electors = manifest.electors
    if len(set(contests)) != len(contests) or len(set(electors)) != len(electors):
        raise Mismatch("清单中有重复的选举事项或选举人编号")


def keys_agree(bundle: Bundle) -> str:
    """Compare the key files, which are there for use with openssl, with the manifest."""
    expected = {
        f"issuing-key-{index}.pem": group.issuing_key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        for index, group in enumerate(bundle.manifest.groups)
    }
    found = {name: data for name, data in bundle.files.items() if name.endswith(".pem")}
    if found != expected:
        raise Mismatch("发票公钥文件与选票清单中的公钥不一致")
    return f"{len(found)} 个发票公钥文件与清单一致"


def board_in_order(bundle: Bundle) -> str:
    """Demand that entries are sorted by public key and that no key is there twice."""
    keys = [entry.public_key for entry in bundle.board.entries]
    doubled = [key for key, times in Counter(keys).items() if times > 1]
    if doubled:
        raise Mismatch(f"有 {len(doubled)} 个公钥重复出现：同一张选票投了不止一次")
    wrong = [place for place in range(1, len(keys)) if keys[place - 1] >= keys[place]]
    if wrong:
        raise Mismatch(f"没有按公钥排序：{numbered(wrong)}")
    return f"{len(keys)} 张选票按公钥排序，没有重复"


def codes_follow(bundle: Bundle) -> str:
    """Compute every receipt code anew."""
    wrong = [
        place
        for place, entry in enumerate(bundle.board.entries)
        if entry.code != entry.expected_code
    ]
    if wrong:
        raise Mismatch(f"回执码与选票摘要不符：{numbered(wrong)}")
    return "每个回执码都由选票摘要正确得出"


def papers_signed(bundle: Bundle) -> str:
    """Verify every paper: the issuing key of its group signed the ballot's public key."""
    wrong = [
        place
        for place, entry in enumerate(bundle.board.entries)
        if not _signed(bundle.manifest, entry)
    ]
    if wrong:
        raise Mismatch(f"发票签名无效（伪造的选票）：{numbered(wrong)}")
    return f"{len(bundle.board.entries)} 张选票都有有效的发票签名（RSA-PSS，SHA-384）"


def _signed(manifest: Manifest, entry: Entry) -> bool:
    if entry.group >= len(manifest.groups):
        return False
    scheme = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=_SALT_BYTES)
    try:
        manifest.groups[entry.group].issuing_key.verify(
            entry.paper, entry.public_key, scheme, hashes.SHA384()
        )
    except InvalidSignature:
        return False
    return True


def root_follows(bundle: Bundle) -> str:
    """Compute the Merkle root anew."""
    # A group that no byte can hold has no leaf; the check of the papers names it.
    if any(entry.group > 255 for entry in bundle.board.entries):  # noqa: PLR2004 - one byte
        raise Mismatch("公告板中有不存在的选举人分组")
    found = merkle.root([entry.leaf for entry in bundle.board.entries])
    if found != bundle.board.root:
        raise Mismatch(f"由各条选票算得的根为 {found.hex()[:16]}…，与公告板所记不符")
    return f"公告板根 {found.hex()}"
