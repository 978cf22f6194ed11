"""What the box and the paper office refuse, and the one sentence each of them says."""

from http import HTTPStatus
from typing import ClassVar

from voting.errors import IllegalStep, NotFound, Refusal, Unavailable, WrongInput
from voting.i18n import lazy


class Malformed(WrongInput):
    """A document does not have the form it must have."""

    code = "malformed"
    sentence: ClassVar[str] = lazy("数据格式不对，没有读取。请重新生成后再试。")

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.sentence)


class WrongBlindedMessage(WrongInput):
    """A request for a paper is not a number this issuing key may sign."""

    code = "wrong_blinded_message"

    def __init__(self) -> None:
        super().__init__(lazy("领票请求的内容不完整或已损坏，没有发出选票。请刷新页面后重新领票。"))


class WrongSize(WrongInput):
    """A cast body does not have the one length this poll knows."""

    code = "wrong_size"

    def __init__(self) -> None:
        super().__init__(
            lazy("收到的选票长度不对，没有投入票箱。请在原来的手机上刷新页面后再投一次。")
        )


class WrongPaper(WrongInput):
    """The paper was not signed by this poll's issuing key of this group."""

    code = "wrong_paper"

    def __init__(self) -> None:
        super().__init__(
            lazy("这张选票不是本次投票发出的，没有投入票箱。请确认打开的是正确的投票页面。")
        )


class WrongSignature(WrongInput):
    """The ballot was changed after its voter's device had signed it."""

    code = "wrong_signature"

    def __init__(self) -> None:
        super().__init__(
            lazy("选票在传送中被改动，没有投入票箱。请再投一次；多次失败请换一个网络。")
        )


class AlreadyCast(Refusal):
    """Another ballot with the same ballot key is in the box."""

    code = "already_cast"

    def __init__(self) -> None:
        super().__init__(lazy("这张选票已经投入票箱，不能更改，也不能再投。"))


class NoSuchPoll(NotFound):
    """The box knows no poll with this manifest hash."""

    def __init__(self) -> None:
        super().__init__(lazy("票箱里没有这次投票。请核对网址或重新扫描二维码。"))


class PollNotOpen(Refusal):
    """Casting has not begun."""

    code = "poll_not_open"

    def __init__(self) -> None:
        super().__init__(lazy("投票还没有开始，选票没有投入票箱。请等主持人宣布开始后再投。"))


class PollClosed(Refusal):
    """Casting has ended; what came later is not in the box."""

    code = "poll_closed"

    def __init__(self) -> None:
        super().__init__(lazy("投票已经结束，这张选票没有投入票箱。"))


class BoxNotClosed(IllegalStep):
    """Nothing leaves a box while ballots may still be cast."""

    code = "box_not_closed"

    def __init__(self) -> None:
        super().__init__(lazy("投票还没有结束，票箱不能打开。请先结束投票。"))


class BoxNotOpened(IllegalStep):
    """The box is closed, its contents have not been opened yet."""

    code = "box_not_opened"

    def __init__(self) -> None:
        super().__init__(lazy("票箱还没有开启，没有可以统计的选票。请先开箱。"))


class AlreadyPrepared(IllegalStep):
    """The same manifest came with other keys; a sealed poll does not change."""

    def __init__(self) -> None:
        super().__init__(lazy("这次投票的票箱已经准备好，不能更换。需要修改时请另建一次投票。"))


class AlreadyOpened(IllegalStep):
    """The box was opened before, and what was found then is not what is brought now."""

    def __init__(self) -> None:
        super().__init__(lazy("票箱已经开启过，开箱记录不能改写。"))


class BoxDamaged(Refusal):
    """Some ballots in the box are not what their voters' devices signed."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    code = "box_damaged"

    def __init__(self) -> None:
        super().__init__(
            lazy(
                "票箱里有选票与投票人的签名或公布的票箱指纹不符，开箱已停止。请监票人保存数据并核查。"
            )
        )


class WrongSecret(Refusal):
    """A key wrapped under another secret, or changed since."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    code = "wrong_secret"

    def __init__(self) -> None:
        super().__init__(
            lazy("无法解开本次投票的密钥：服务的密钥设置与建立投票时不同，或密钥数据已损坏。")
        )


class BoxUnavailable(Unavailable):
    """The store of the box cannot be reached or cannot write; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(lazy("票箱暂时无法写入，选票没有投入。请不要关闭页面，手机会自动再试。"))


class BoxBusy(Unavailable):
    """Too many ballots are waiting, or the answer took too long: not known to be in."""

    def __init__(self) -> None:
        super().__init__(
            lazy("票箱正忙，尚未确认选票是否投入。请不要关闭页面，手机会自动再试，不会重复计票。")
        )
