"""README.txt of a bundle: how anybody checks it with common tools, in plain Chinese.

The text is never translated: a bundle has the same bytes whoever downloads it.
"""

from voting.ballots.manifest import b64url
from voting.ballots.words import fingerprint
from voting.reports.bundle import BundleSource

_TEXT = """\
公布包：{title}
{organisation}　{meeting}

清单指纹　{fingerprint}
清单哈希　{manifest_hash}
公告板根　{root}
结果哈希　{result_hash}

请先把“清单指纹”和“公告板根”与投票当天大屏幕上显示的（或您当时记下的）比对。
两者相同，这个公布包才是那一次投票的公布包；不同，请向监票人提出。{degraded}


一、最省事的办法：独立复核程序

  复核程序与投票系统没有共用任何代码。它重新核对每一项，并从公布的记录重新计票：

    python -m verifier bundle.zip

  如果您手里有回执，可以查您的选票是否在公告板上：

    python -m verifier bundle.zip --receipt {code}

  如果您记下了大屏幕上的指纹和公告板根：

    python -m verifier bundle.zip --fingerprint "{fingerprint}" --root {root}

  程序退出码：0 全部相符；1 有不符之处；2 文件无法读取。


二、只用常见工具核对

  1. 文件没有损坏：

    sha256sum -c SHA256SUMS

  2. 选票清单就是当天那一份（结果应等于上面的清单哈希）：

    openssl dgst -sha256 manifest.json

  3. 结果就是签字的那一份（应等于上面的结果哈希和 signatures.json 里的每个 result_hash）：

    openssl dgst -sha256 result.json

{paper}

三、包里的文件

  manifest.json       选票清单：封存名册时定下的候选人或议题、规则、选举人编号和各种公钥
  board.json          公告板：收回的每张选票一条，按公钥排序；根是全部条目的默克尔树根
  records.json        开箱记录：每一项得到的划票，逐项拆开并排序，拼不回任何一张整票；
                      参评人分组而且各组人数都够多时，另有各组的划票
  paper.json          纸质选票的票箱：谁领了票（编号）、收回、有效、无效、空白和划票数，
                      由两名计票人分别清点、结果一致；没有纸质票时为空
  rulings.json        监票人对另选他人姓名的认定；只有 1 票的姓名不公布，记作“其他”
  counts.json         应到、到会、发出、收回、有效、无效、空白（手机票与纸质票合计），
                      以及领票人的编号
  result.json         计票结果，也就是签字所指的那份文件
  signatures.json     监票人、计票人等的签字：姓名、职务、结果哈希、时间（协调世界时）
  audit.json          投票系统操作日志的条数和末条哈希，可与系统里的日志核对
  issuing-key-N.pem   第 N 组的发票公钥，内容与 manifest.json 中相同，便于 openssl 使用
  SHA256SUMS          以上各文件的 SHA-256
  README.txt          本说明

  没有放进包里的：写在选票各行旁边的意见（评语），既没有内容，也没有数目；
  票数太少的票箱和分组的划票不单独列出，并入其他票中，以免看出某个人怎么投的。

  各文件的逐字节格式见投票系统文档 docs/bundle-format.md，凭它可以自己另写一个复核程序。


四、复核能证明什么，不能证明什么

  能证明：公告板上的每张选票都用掉了一张由本次投票签发的选票，没有重复；收回的手机选票
  不多于发出的，发出的不多于到会；公布的记录、票数、结果前后一致，规则用得对；签字签的就是
  这份结果。凭回执，用手机投票的人都能查到自己的选票在不在公告板上。

  不能证明：公告板上密封的选票与开箱后的记录逐张对应。为了无记名，整票从不公布，开箱由
  监票人在场监督。回执只证明“投进去了”，不显示、也无法证明投给了谁。
  纸质选票由计票人清点、监票人监督，复核只能核对清点数前后一致。
  签发选票的私钥由投票系统保管；防止多发的办法是公布领票人名单，人人可查自己名下是否领过票。
"""

_PAPER = """\
  4. 某一张选票确由本次投票签发。以公告板第 1 条（回执码 {code}）为例：

    printf '%s=' '{public_key}' | tr '_-' '/+' | openssl base64 -d -A > key.bin
    printf '%s==' '{paper}' | tr '_-' '/+' | openssl base64 -d -A > paper.bin
    openssl dgst -sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48 \\
      -sigopt rsa_mgf1_md:sha384 -verify issuing-key-{group}.pem -signature paper.bin key.bin

    输出 Verified OK 即为真。其他各条换上 board.json 里的 public_key、paper 和 group 即可。
"""
_NO_PAPER = "  4. 公告板上没有选票，无从核对发票签名。\n"
_DEGRADED = "\n注意：本次投票在未加密网络（降级）下进行。"


def readme(source: BundleSource) -> str:
    """Return the text; the same source gives the same text."""
    manifest = source.decoded
    first = min(source.entries, default=None)
    paper = _NO_PAPER
    if first is not None:
        paper = _PAPER.format(
            code=first.code,
            public_key=b64url(first.public_key),
            paper=b64url(first.paper),
            group=first.group,
        )
    return _TEXT.format(
        title=manifest.title,
        organisation=manifest.organisation,
        meeting=manifest.meeting,
        fingerprint=fingerprint(manifest.hash),
        manifest_hash=source.manifest_hash,
        root=source.root,
        result_hash=source.result_hash,
        code=first.code if first else "XXXXXXXXXX",
        paper=paper,
        degraded="" if manifest.transport == "https" else _DEGRADED,
    )
