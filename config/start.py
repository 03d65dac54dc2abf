"""What bin/run does once Python is there: database, set-up code, demo, links on the terminal, server."""

import argparse
import os
import socket
import sys


def main() -> int:
    """Start Journeyroom for one laptop or one room; give the exit code."""
    options = read_options()
    if problem := why_port_is_taken(options.port, everywhere=options.room):
        return fail(problem)
    address = f"http://127.0.0.1:{options.port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if options.room:
        host = room_host()
        if not host:
            return fail(
                "This laptop has no address in a local network, so phones could not find it. "
                "Join the room's Wi-Fi (or plug in its cable) and start again, or leave out --room."
            )
        address = f"http://{host}:{options.port}"
        os.environ["ALLOWED_HOSTS"] = ",".join(filter(None, [os.environ.get("ALLOWED_HOSTS"), host]))
        os.environ["ROOM_URL"] = address
    prepare()
    say_hello(address, room=options.room, demo=options.demo)
    from config.serve import serve

    return 0 if serve("0.0.0.0" if options.room else "127.0.0.1", options.port) else 1  # noqa: S104


def read_options() -> argparse.Namespace:
    """Read the command line of bin/run."""
    parser = argparse.ArgumentParser(prog="bin/run", description="Start Journeyroom on this machine.")
    parser.add_argument("--port", type=_port, default=8000, help="the port to listen on (%(default)s)")
    parser.add_argument("--demo", action="store_true", help="make a demo workshop if there is none yet")
    parser.add_argument("--room", action="store_true", help="let phones and laptops in this network join")
    return parser.parse_args()


def _port(text: str) -> int:
    if text.isdigit() and 0 < int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")


def why_port_is_taken(port: int, *, everywhere: bool) -> str:
    """Say why we cannot listen there, or nothing when we can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("" if everywhere else "127.0.0.1", port))
        except PermissionError:
            return f"This account may not listen on port {port}. Choose another one: bin/run --port 8000"
        except OSError:
            other = port + 1 if port < 65_535 else 8000
            return (
                f"Port {port} is taken by another program, perhaps a Journeyroom that is running already. "
                f"Stop that one, or choose another port: bin/run --port {other}"
            )
    return ""


def room_host() -> str:
    """Give this machine's address in the local network, or nothing. Sends nothing."""
    for family, somewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET, "10.255.255.255")):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                # Connecting UDP only asks the kernel by which address it would send.
                probe.connect((somewhere, 9))
                found = probe.getsockname()[0]
            except OSError:
                continue
        if _is_in_a_network(found):
            return found
    try:
        addresses = socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return ""
    return next(filter(_is_in_a_network, addresses), "")


def _is_in_a_network(address: str) -> bool:
    return not address.startswith(("127.", "0.", "169.254."))


def prepare() -> None:
    """Bring the database up to this version, at the cost of one look when it already is."""
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    from config.health import unapplied_migrations

    if unapplied_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()


def say_hello(address: str, *, room: bool, demo: bool) -> None:
    """Print where everything is, and the set-up code while nobody has an account."""
    from django.db import connections

    from workshops.commands.accounts import is_new_installation, make_setup_code

    say("")
    if room:
        _show_room(address)
    else:
        say(f"  Journeyroom is at {address}")
    if demo:
        _show_demo(address)
    if is_new_installation():
        say("")
        say("  Nobody has an account yet. Make yours, with a code that works once:")
        say(f"    {address}/welcome/")
        say(f"    Set-up code: {make_setup_code()}")
    say("")
    say("  Stop with Ctrl+C.")
    connections.close_all()


def _show_room(address: str) -> None:
    """Print the address so large that the back row can type it, and as a QR code."""
    import segno

    large = " ".join(address)
    line = "═" * (len(large) + 4)
    say(f"  {line}\n    {large}\n  {line}")
    say("  Facilitators in the same network open this address or scan it:")
    segno.make(address, error="m").terminal(out=sys.stdout, compact=True)
    say("  Attendees scan another code: the one on the workshop's own page, which lets them in.")
    say("  Everything that is written here travels over plain http inside this network.")


def _show_demo(address: str) -> None:
    """Print the links into the demo workshop; make it first if there is none."""
    from maps.management.demo import find_demo, make_demo

    demo = find_demo() or make_demo()
    say("")
    say(f"  Demo workshop: {demo['title']}")
    say(f"    Join as somebody new: {address}{demo['join']}")
    shown: set[tuple[str, str]] = set()
    for person in demo["participants"]:
        kind = (person["role"], person["customer_type"])
        if kind not in shown:
            shown.add(kind)
            say(f"    Come in as {person['name']} ({person['role']}): {address}{person['enter']}")


def say(line: str) -> None:
    """Print a line at once: whoever waits may read us through a pipe."""
    print(line, flush=True)


def fail(problem: str) -> int:
    """Say what is wrong and give the exit code for it."""
    print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
