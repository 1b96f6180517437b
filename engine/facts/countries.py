"""Countries by ISO 3166-1 alpha-2, with Kosovo (XK, user-assigned) and former States that still stand in old records."""

from __future__ import annotations

import re

from engine.facts.refusal import kind_of, refuse

_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG
CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL
GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA
LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP
NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
#: The 249 codes of ISO 3166-1.
OFFICIAL = frozenset(_CODES.split())

#: Soviet Union, Yugoslavia, Czechoslovakia or Serbia and Montenegro, German Democratic Republic.
FORMER = frozenset({"SU", "YU", "CS", "DD"})
KNOWN = OFFICIAL | FORMER | {"XK"}

#: Codes in common use that ISO 3166-1 writes otherwise.
_COMMON = {"UK": "GB", "EL": "GR"}
_SUBDIVISION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}", re.ASCII)


def read_country(value: object) -> str:
    """A country code. Raises a refusal; a truth value is told to be quoted, since `NO` unquoted is one in some YAML."""
    if isinstance(value, str) and value in KNOWN:
        return value
    raise _refused(value, 'a country such as "DE"')


def read_place(value: object) -> str:
    """A country, or one of its subdivisions (`CA-QC`), whose country must be known."""
    if isinstance(value, str):
        form = _SUBDIVISION.fullmatch(value)
        if value in KNOWN or (form is not None and form[1] in KNOWN):
            return value
    raise _refused(value, 'a country such as "DE" or a subdivision such as "CA-QC"')


def read_subdivision(value: object) -> str:
    """A subdivision of a known country (`DE-BY`)."""
    read = read_place(value)
    if "-" not in read:
        raise refuse(
            "not-a-subdivision",
            "a part of a country is needed here",
            found="a country",
            expected="a subdivision",
            mend='write it as "DE-BY"',
        )
    return read


def country_of(place: str) -> str:
    """The country of a place: `CA` for `CA-QC`."""
    return place[:2]


def _refused(value: object, expected: str) -> Exception:
    if isinstance(value, bool):
        mend = 'write the code in quotes, such as "NO"'
        return refuse("wrong-type", "this is not a country", found=kind_of(value), expected=expected, mend=mend)
    if not isinstance(value, str):
        mend = "write the two capital letters of ISO 3166-1 as text"
        return refuse("wrong-type", "this is not a country", found=kind_of(value), expected=expected, mend=mend)
    guess = _COMMON.get(value.upper(), value.upper()) if len(value) == 2 else ""
    mend = f"did you mean “{guess}”?" if guess in KNOWN else "write the two capital letters of ISO 3166-1"
    return refuse("unknown-country", "this country is not known", found="an unknown code", expected=expected, mend=mend)
