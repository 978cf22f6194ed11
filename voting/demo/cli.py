"""`voting demo`: a school, a meeting and an election, served and explained in one command."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import click
import segno
from flask import Flask

from voting.app import create_app
from voting.config import Settings
from voting.congress import tickets
from voting.demo.hall import SimulatedHall
from voting.demo.school import Officer, School, add_motions, add_surveys, build
from voting.polls.screen import screen_url
from voting.schema import upgrade
from voting.server import check_address

_STARTS_WITHIN = 60
_OWN_DELEGATES = 3


@click.command("demo")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; give this machine's address in the LAN to use real phones.",
)
@click.option("--folder", default="var/demo", show_default=True, help="Where its data lies.")
@click.option("--simulate", is_flag=True, help="Let the other 97 delegates check in and vote.")
def demo(port: int, host: str, folder: str, *, simulate: bool) -> None:
    """Run an election in a sample school; its data is made anew each time."""
    # Before the folder is made anew: another demo may be running on it.
    check_address(host, port)
    settings = _settings(Path(folder), f"http://{host}:{port}")
    app = create_app(settings)
    with app.app_context(), app.test_request_context(base_url=settings.public_url):
        upgrade()
        click.echo("正在准备示例学校（312 名教职工、100 名代表）……")
        school = build()
        handling = add_motions()
        _explain_surveys(settings.public_url, *add_surveys())
        _explain(settings, school, handling, settings.public_url + screen_url(school.meeting_id))
    # Ended by `kill` it takes the server along, as it does on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = _serve(settings, host, port)
    try:
        _wait_until_ready(settings.public_url, server)
        click.echo(f"\n已启动：{settings.public_url}（按 Ctrl-C 结束）")
        if simulate:
            _simulate(app, settings, school)
        server.wait()
    except KeyboardInterrupt:
        click.echo("\n正在结束……")
    finally:
        server.terminate()
        server.wait()


def _settings(folder: Path, public_url: str) -> Settings:
    """Make an empty folder with its own secret; the demo never has a default one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    secret = folder / "secret"
    secret.touch(mode=0o600)
    secret.write_text(secrets.token_urlsafe(48))
    return Settings(
        secret_key=secret.read_text(),
        database_url=f"sqlite:///{folder.resolve()}/main.sqlite",
        box_database_url=f"sqlite:///{folder.resolve()}/box.sqlite",
        data_dir=str(folder),
        public_url=public_url,
        secure_cookies=False,
    )


def _explain(
    settings: Settings, school: School, handling: tuple[Officer, ...], screen: str
) -> None:
    """Print who signs in where, with codes for phones."""
    click.echo("\n■ 工作人员（用登录名和密码登录）")
    for officer in school.officers + handling:
        click.echo(f"  {officer.title}  {officer.name}")
        click.echo(f"    登录名 {officer.login}   密码 {officer.password}")
        address = f"{settings.public_url}/sign-in?next={officer.path}"
        click.echo(f"    {address}")
        if officer.login in {"mishu", "zhuchi", "zongjian"}:
            _print_code(address)
    click.echo("\n■ 会场大屏")
    click.echo(f"  {screen}")
    _print_code(screen)
    click.echo("\n■ 三位代表（每位一个链接，用手机扫码或在浏览器打开）")
    for name, link in school.delegates[:_OWN_DELEGATES]:
        click.echo(f"  {name}：{link}")
        _print_code(link)
    click.echo(
        "\n试一试：秘书封存名册 → 代表签到、领票 → 主持人开始投票 → 代表投票 → 主持人截止 → "
        "计票人开箱 → 监票人认定另选姓名 → 计票人计票 → 主持人宣布 → 监票人、计票人签字。\n"
        "提案：秘书、提案委、承办部门各有自己的首页（/motions），22 件提案处在各种办理状态；"
        "另有工会信箱、各工会小组的情况反馈、两条合理化建议。"
    )


def _explain_surveys(url: str, results: str, open_now: str) -> None:
    """Print where the surveys are."""
    click.echo(
        "\n■ 问卷\n"
        f"  已公布的结果（发出 1,664、收回 1,609、有效 1,436）：{url}{results}\n"
        f"  正在作答（先打开下面一位代表的链接，再打开它）：{url}{open_now}"
    )


def _print_code(address: str) -> None:
    segno.make(address, error="l", micro=False).terminal(compact=True, border=1)


def _serve(settings: Settings, host: str, port: int) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "VOTING_SECRET_KEY": settings.secret_key,
        "VOTING_DATABASE_URL": settings.database_url,
        "VOTING_BOX_DATABASE_URL": settings.box_database_url,
        "VOTING_DATA_DIR": settings.data_dir,
        "VOTING_PUBLIC_URL": settings.public_url,
        "VOTING_SECURE_COOKIES": "no",
    }
    command = [sys.executable, "-m", "voting", "serve", "--host", host, "--port", str(port)]
    return subprocess.Popen(command, env=environment)  # noqa: S603 - our own command


def _wait_until_ready(base_url: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(_STARTS_WITHIN * 10):
        if server.poll() is not None:
            raise click.ClickException("服务没有启动起来：端口可能已被占用，请用 --port 换一个。")
        try:
            with urllib.request.urlopen(f"{base_url}/readyz", timeout=2):  # noqa: S310 - our own
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise click.ClickException("服务没有在一分钟内启动起来。")


def _simulate(app: Flask, settings: Settings, school: School) -> None:
    def hall_url() -> str:
        with app.app_context(), app.test_request_context(base_url=settings.public_url):
            return tickets.hall_url(school.meeting_id)

    links = [link for _name, link in school.delegates[_OWN_DELEGATES:]]
    hall = SimulatedHall(settings.public_url, school.meeting_id, links, hall_url)
    click.echo(
        f"{hall.arrive()} 名模拟代表已签到。秘书封存名册、主持人开始投票后，他们会自动投票。"
    )
    threading.Thread(target=hall.follow, args=(click.echo,), daemon=True).start()
