"""Maps as exports read them, made without a database: all scripts, too much, nothing at all, hostile words."""

from random import Random
from typing import Any

from maps.enums import Channel, Evidence, Initiator, MomentKind, Row, Span, TouchpointKind
from maps.exports.reading import MapRead, Record
from tests.maps.exports.hostile import HOSTILE

WORDS = (
    "Sees the trade-fair stand and takes a brochure",
    "Asks a colleague at another plant who has used them for years",
    "Straßenbahnhaltestellenüberdachungsreinigungsfahrzeugfahrer muss gerufen werden",
    "Портал: страница оплаты не загружается с первого раза",
    "العميل ينتظر على الهاتف أكثر من عشر دقائق ثم ينقطع الخط",
    "הלקוח קיבל חשבונית שגויה ונאלץ להתקשר שוב",
    "客户在网站上找不到联系电话，最后在微信上询问朋友",
    "製品マニュアルが英語しかなく困る 😤😤",
    "고객이 배송 날짜를 세 번 물어봅니다",
    "Drivers call before they arrive 👍🏽 👨‍👩‍👧 🇩🇪 ❤️",
    "Installation engineer explains everything twice, patiently",
    "Η σελίδα δεν ανοίγει",
    "Invoice does not match the quote: 1,204.50 € and 12 % more",
)
DEPARTMENTS = (
    ("Marketing", "promise", "marketing", "Ma"),
    ("Sales", "promise", "sales", "Sa"),
    ("Information security", "enable", "it", "IS"),
    ("Customer success", "deliver", "service", "CS"),
    ("Product and engineering", "deliver", "product", "PE"),
    ("Technical support", "support", "techsupport", "TS"),
    ("Finance and billing", "enable", "finance", "Fi"),
    ("Legal", "enable", "legal", "Le"),
)
SYSTEMS = ("CRM", "Portal", "ERP", "Telephony", "نظام الفواتير")
TEAMS = ("Second level", "Contract desk")
FEELINGS = ("delighted", "ignored", "anxious", "愤怒", "valued", "")
AT = "2026-11-19T09:00:00Z"


def stress_map(stages: int = 8, touchpoints: int = 60, notes: int = 3) -> MapRead:
    """A map of so many stages and touchpoints in all scripts, with so many notes in each cell."""
    return _Maker(WORDS, stages, touchpoints, notes).map()


def empty_map(stages: int = 0) -> MapRead:
    """A map on which nothing has been written yet."""
    return _Maker(("Empty map",), stages, 0, 0).map()


def hostile_map() -> MapRead:
    """A map with every hostile string as a touchpoint and as a note, and with some in every other field."""
    return _Maker(HOSTILE, 8, len(HOSTILE), 3).map()


class _Maker:
    """Lays words out over a map; which go where is always the same."""

    def __init__(self, words: tuple[str, ...], stages: int, touchpoints: int, notes: int) -> None:
        self.words, self.notes_a_cell = words, notes
        self.random = Random(7)
        self.stages = [self._stage(number) for number in range(stages)]
        places = sorted(number % stages for number in range(touchpoints))
        self.all = [self._touchpoint(number, place) for number, place in enumerate(places)]

    def word(self, number: int) -> str:
        return self.words[number % len(self.words)]

    def map(self) -> MapRead:
        titles = self.word(4)[:200], self.word(0)[:200]
        people = {f"d_{number}": 2 for number in range(len(DEPARTMENTS) - 1)} if self.all else {}
        names = ("who", "situation", "trigger", "goal", "good_end", "expectations", "fears")
        card = {name: self.word(place) if self.all else "" for place, name in enumerate(names)}
        kinds = (("system", SYSTEMS), ("team", TEAMS))
        resources = [(f"k_{kind}{n}", kind, name) for kind, all_ in kinds for n, name in enumerate(all_)]
        return MapRead(
            version=582,
            workshop={
                "id": "w_stress",
                "title": titles[0],
                "organisation": "Northgate Software",
                "goal": self.word(3)[:300],
                "held_on": "2026-11-19",
                "attribution": "named",
            },
            board={"id": "m_stress", "title": titles[1], "customer_type": "c_stress", "group": "g_stress"},
            customer_type={
                "id": "c_stress",
                "position": 0,
                "name": f"Distributor, {self.word(4)}"[:80],
                **card,
            },
            group={
                "id": "g_stress",
                "name": "Group",
                "place": "",
                "position": 0,
                "customer_type": "c_stress",
            },
            template="",
            people=people,
            departments=[self._department(number) for number in range(len(DEPARTMENTS))],
            rows=[
                {
                    "id": f"r_{row}",
                    "row": row.value,
                    "label": "",
                    "position": place,
                    "shown": row != Row.IDEAS,
                }
                for place, row in enumerate(Row)
            ],
            stages=self.stages,
            touchpoints=self._by_stage(),
            notes=self._notes(),
            resources={one: {"id": one, "kind": kind, "name": name} for one, kind, name in resources},
            clusters=[{"id": "u_0", "board": "m_stress", "name": self.word(2)[:80]}],
            moments={
                one["id"]: self._moment(one, number)
                for number, one in enumerate(self.all)
                if number % 9 == 2 and number < 99
            },
            feelings={
                one["id"]: self._feeling(one) for number, one in enumerate(self.all) if number % 7 != 5
            },
            ratings={},
        )

    def _department(self, number: int) -> Record:
        name, side, hue, letters = DEPARTMENTS[number]
        return {
            "id": f"d_{number}",
            "name": name,
            "side": side,
            "hue": hue,
            "letters": letters,
            "position": number,
            "expected": 2,
            "offered": True,
        }

    def _stage(self, number: int) -> Record:
        return {
            "id": f"s_{number}",
            "board": "m_stress",
            "name": f"Stage {number + 1}: {self.word(number + 5)}"[:80],
            "goal": self.word(number)[:300],
            "phase": ("discover", "evaluate", "commit", "start", "use", "resolve", "grow", "leave", "")[
                number % 9
            ],
            "prompts": "",
            "order": (number + 1) << 20,
            "unsorted": False,
        }

    def _author(self, number: int) -> Record:
        return {"department": f"d_{number % len(DEPARTMENTS)}", "name": f"Ines {number % 5}"}

    def _touchpoint(self, number: int, place: int) -> Record:
        pick, share = self.random.choice, self.random.random
        owners = ["", "nobody", "outside", *(f"d_{one}" for one in range(len(DEPARTMENTS)))]
        kinds = {"system": len(SYSTEMS), "team": len(TEAMS)}
        return {
            "id": f"t_{number}",
            "board": "m_stress",
            "stage": f"s_{place}",
            "title": self.word(number)[:200],
            "description": self.word(number + 6) if number % 3 == 0 else "",
            "channel": pick(["", *Channel.values]),
            "kind": pick(["", *TouchpointKind.values]),
            "initiator": pick(["", *Initiator.values]),
            "visibility": "back" if number % 6 == 4 else "front",
            "evidence": pick(["", *Evidence.values]),
            "owner": pick(owners),
            "resources": [f"k_{kind}{one}" for kind, n in kinds.items() for one in range(n) if share() < 0.3],
            "wait": {"value": 3 + number, "unit": pick(Span.values)} if number % 4 == 1 else None,
            "often": {"value": 2, "unit": "month"} if number % 10 == 1 else None,
            "starred": number % 11 == 0,
            "order": (number + 1) << 20,
            "author": self._author(number),
            "parts": [self._part(number, "title")] if number % 8 == 3 else [],
            "added_at": AT,
        }

    def _part(self, number: int, words: str) -> Record:
        return {words: f"{self.word(number + 1)[:190]} (merged)", "author": self._author(number + 1)}

    def _by_stage(self) -> dict[str, list[Record]]:
        sorted_out: dict[str, list[Record]] = {}
        for one in self.all:
            sorted_out.setdefault(one["stage"], []).append(one)
        return sorted_out

    def _notes(self) -> dict[tuple[str, str], list[Record]]:
        cells = [(stage["id"], row.value) for stage in self.stages for row in Row]
        count = self.notes_a_cell
        return {
            cell: [self._note(count * place + one, cell) for one in range(count)]
            for place, cell in enumerate(cells)
            if count
        }

    def _note(self, number: int, cell: tuple[str, str]) -> Record:
        about = [one["id"] for one in self.all if one["stage"] == cell[0]]
        return {
            "id": f"n_{number}",
            "board": "m_stress",
            "stage": cell[0],
            "row": cell[1],
            "text": f"{self.word(number)} · {number}",
            "about": about[number % len(about)] if about and number % 2 else None,
            "cluster": "u_0" if number % 12 == 7 else None,
            "author": self._author(number) if number % 5 else {},
            "order": (number + 1) << 20,
            "parts": [self._part(number, "text")] if number % 13 == 4 else [],
            "added_at": AT,
        }

    def _moment(self, touchpoint: Record, number: int) -> Record:
        return {
            "id": f"x_{number}",
            "board": "m_stress",
            "touchpoint": touchpoint["id"],
            "kind": MomentKind.values[number // 9 % 3],
            "power": (5, 3, None, 1, 4)[number % 5],
            "sentence": self.word(number + 1),
        }

    def _feeling(self, touchpoint: Record) -> Record:
        mean = self.random.choice((-2, -1.5, -1.25, -0.6, -0.04, 0, 0.05, 0.8, 1.3, 2))
        n = self.random.choice((1, 2, 3, 9, 17))
        spread = 0.5 if n > 2 else 0
        feeling: dict[str, Any] = {"id": touchpoint["id"], "board": "m_stress", "mean": mean, "n": n}
        return feeling | {
            "unknown": self.random.choice((0, 0, 2)),
            "low": max(-2, mean - spread) if spread else None,
            "high": min(2, mean + spread) if spread else None,
            "word": self.random.choice(FEELINGS),
            "sides": {"promise": {"mean": min(2, mean + spread), "n": 4}} if n > 8 else {},
        }
