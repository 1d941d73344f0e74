"""What can be asked of `python -m bot rules`."""

import argparse

from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules.writing import rules_of

_MOST = 1000


def add_rules(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("rules", help="limits, words, who may draw: show and set them")
    verbs = parser.add_subparsers(dest="verb", required=True)
    of = argparse.ArgumentParser(add_help=False)
    of.add_argument("--team", default="", help="the workspace's id, such as T012AB3CD; needless if there is one alone")
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--channel", default="", help="the channel's id, such as C012AB3CD: its own rules")
    verbs.add_parser("show", parents=[of, where], help="all rules, and what holds where none is set")
    rules = rules_of(WorkspaceRules) | rules_of(ChannelRules)
    put = verbs.add_parser(
        "set",
        parents=[of, where],
        help="set one",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(["rules:", *(f"  {name:<16} {rule.about}" for name, rule in rules.items())]),
    )
    put.add_argument("name", help="one of the rules below")
    put.add_argument("value", help="its value; several parted by commas; - reads standard input")
    drop = verbs.add_parser("unset", parents=[of, where], help="as if it had never been set")
    drop.add_argument("name", help="one of the rules that `set --help` lists")
    noted = verbs.add_parser("audit", parents=[of], help="who changed what, newest first")
    noted.add_argument("--count", type=_count, default=20, help="how many entries (20)")
    verbs.add_parser("export", parents=[of], help="print the workspace's and all channels' rules as JSON")
    taken = verbs.add_parser("import", parents=[of], help="set all rules as a file has them that export printed")
    taken.add_argument("file", help="the file; - reads standard input")


def _count(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {_MOST}, not {text!r}")
    return int(text)
