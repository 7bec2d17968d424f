from collections.abc import Sequence
from itertools import pairwise

import pytest

from annotation.suggest.alliances import OFFERED_FROM, find_camps

List = tuple[str, str, str]
"""Polarity, target, and the codes (or else the names) of the members."""


def found(text: str) -> list[List]:
    camps = find_camps(text)
    for camp in camps:
        assert OFFERED_FROM <= camp.confidence <= 1
        for name in (camp.target, *camp.members):
            assert name is None or text[name.start : name.end] == name.text
    return [
        (
            camp.polarity.value,
            camp.target.text if camp.target else "",
            ", ".join(member.code or member.text for member in camp.members),
        )
        for camp in camps
    ]


SENTENCES = [
    (
        ("Russia, China and Cuba backed Maduro, while the US, Canada and Brazil recognised Guaidó."),
        [("supports", "Maduro", "RU, CN, CU"), ("supports", "Guaidó", "US, CA, BR")],
    ),
    (
        "Russia and China backed Maduro, and the US and Canada recognised Guaidó.",
        [("supports", "Maduro", "RU, CN"), ("supports", "Guaidó", "US, CA")],
    ),
    (
        ("रूस, चीन और क्यूबा ने मादुरो का समर्थन किया, जबकि अमेरिका और कनाडा ने गुएडो का समर्थन किया।"),
        [("supports", "मादुरो", "RU, CN, CU"), ("supports", "गुएडो", "US, CA")],
    ),
    (
        (
            "The General Assembly adopted resolution 2231 on Monday. France, Germany, "
            "Trinidad and Tobago voted in favour, Russia, Syria and North Korea voted "
            "against and India and Brazil abstained."
        ),
        [
            ("supports", "resolution 2231", "FR, DE, TT"),
            ("opposes", "resolution 2231", "RU, SY, KP"),
            ("neutral", "resolution 2231", "IN, BR"),
        ],
    ),
    (
        (
            "For: Russia, China, Cuba; Against: US, Canada; Abstained: India, Brazil, "
            "South Africa and 12 others."
        ),
        [("supports", "", "RU, CN, CU"), ("opposes", "", "US, CA"), ("neutral", "", "IN, BR, ZA")],
    ),
    (
        "Maduro is backed by Russia, China and Cuba and opposed by the US, Canada and Brazil.",
        [("supports", "Maduro", "RU, CN, CU"), ("opposes", "Maduro", "US, CA, BR")],
    ),
    ("मादुरो को रूस, चीन और क्यूबा का समर्थन प्राप्त है।", [("supports", "मादुरो", "RU, CN, CU")]),
    (
        "Senators Anna Ruiz, Bo Lind and Carla Duarte backed Maria Stein.",
        [("supports", "Maria Stein", "Anna Ruiz, Bo Lind, Carla Duarte")],
    ),
    (
        "Voting in favour were Russia, China and Cuba; against, Canada and Peru.",
        [("supports", "", "RU, CN, CU"), ("opposes", "", "CA, PE")],
    ),
    (
        (
            "Twelve countries voted in favour of the resolution (Russia, China and Cuba), "
            "three against (US, Canada and Peru) and two abstained (India and Brazil)."
        ),
        [
            ("supports", "resolution", "RU, CN, CU"),
            ("opposes", "resolution", "US, CA, PE"),
            ("neutral", "resolution", "IN, BR"),
        ],
    ),
    (
        (
            "The Greens, the Liberal Party and the Farmers' Union support the border "
            "treaty, but Labour and the Left Party oppose it."
        ),
        [("supports", "border treaty", "Greens, Liberal Party, Farmers' Union")],
    ),
    (
        (
            "Rusia, China y Cuba apoyaron a Maduro, mientras que Estados Unidos, Canadá y "
            "Brasil reconocieron a Guaidó."
        ),
        [("supports", "Maduro", "RU, CN, CU"), ("supports", "Guaidó", "US, CA, BR")],
    ),
    (
        (
            "La Asamblea General aprobó la resolución 2231. Votaron a favor Francia, "
            "Alemania y Trinidad y Tobago; en contra, Rusia, Siria y Corea del Norte; se "
            "abstuvieron India y Sudáfrica."
        ),
        [
            ("supports", "resolución 2231", "FR, DE, TT"),
            ("opposes", "resolución 2231", "RU, SY, KP"),
            ("neutral", "resolución 2231", "IN, ZA"),
        ],
    ),
    (
        "Países que apoyan a Juan Guaidó: EE. UU., Canadá, Brasil y Reino Unido",
        [("supports", "Juan Guaidó", "US, CA, BR, GB")],
    ),
    (
        (
            "La Russie, la Chine et Cuba soutiennent Maduro, tandis que les États-Unis, le "
            "Canada et le Brésil ont reconnu Guaidó."
        ),
        [("supports", "Maduro", "RU, CN, CU"), ("supports", "Guaidó", "US, CA, BR")],
    ),
    (
        "Pays opposés à l'accord : la Côte d'Ivoire, l'Iran et les Pays-Bas.",
        [("opposes", "accord", "CI, IR, NL")],
    ),
    (
        (
            "Ont voté pour : la France, l'Allemagne et le Canada. Contre : la Russie, la "
            "Syrie. Abstentions : l'Inde et 12 autres."
        ),
        [("supports", "", "FR, DE, CA"), ("opposes", "", "RU, SY"), ("neutral", "", "IN")],
    ),
    (
        ("Россия, Китай и Куба поддержали Мадуро, тогда как США, Канада и Бразилия признали Гуайдо."),
        [("supports", "Мадуро", "RU, CN, CU"), ("supports", "Гуайдо", "US, CA, BR")],
    ),
    (
        (
            "За резолюцию проголосовали Франция, Германия и Босния и Герцеговина, против — "
            "Россия, Сирия и Северная Корея, воздержались Индия и ЮАР."
        ),
        [
            ("supports", "резолюцию", "FR, DE, BA"),
            ("opposes", "резолюцию", "RU, SY, KP"),
            ("neutral", "резолюцию", "IN, ZA"),
        ],
    ),
    (
        ("أيدت روسيا والصين وكوبا الرئيس مادورو، بينما اعترفت الولايات المتحدة وكندا والبرازيل بغوايدو."),
        [("supports", "مادورو", "RU, CN, CU"), ("supports", "غوايدو", "US, CA, BR")],
    ),
    (
        "الدول المؤيدة لمادورو: روسيا، الصين، البوسنة والهرسك وكوبا",
        [("supports", "مادورو", "RU, CN, BA, CU")],
    ),
    (
        (
            "صوتت فرنسا وألمانيا وكندا لصالح القرار، وصوتت روسيا وسوريا ضده، وامتنعت الهند "
            "والبرازيل عن التصويت."
        ),
        [
            ("supports", "القرار", "FR, DE, CA"),
            ("opposes", "القرار", "RU, SY"),
            ("neutral", "القرار", "IN, BR"),
        ],
    ),
    (
        ("روس، چین اور کیوبا نے مادورو کی حمایت کی، جبکہ امریکہ، کینیڈا اور برازیل نے گوائیڈو کو تسلیم کیا۔"),
        [("supports", "مادورو", "RU, CN, CU"), ("supports", "گوائیڈو", "US, CA, BR")],
    ),
    (
        "قرارداد کے حق میں ووٹ دینے والے ممالک: فرانس، جرمنی، بوسنیا اور ہرزیگووینا",
        [("supports", "قرارداد", "FR, DE, BA")],
    ),
    (
        ("রাশিয়া, চীন ও কিউবা মাদুরোকে সমর্থন করেছে, অন্যদিকে যুক্তরাষ্ট্র, কানাডা ও ব্রাজিল গুয়াইদোকে স্বীকৃতি দিয়েছে।"),
        [("supports", "মাদুরো", "RU, CN, CU"), ("supports", "গুয়াইদো", "US, CA, BR")],
    ),
    ("মাদুরোর পক্ষে দেশ: রাশিয়া, চীন, কিউবা এবং আরও ১২টি দেশ", [("supports", "মাদুরো", "RU, CN, CU")]),
    (
        (
            "रशिया, चीन आणि क्युबा यांनी मादुरो यांना पाठिंबा दिला, तर अमेरिका, कॅनडा आणि "
            "ब्राझील यांनी ग्वायदो यांना मान्यता दिली."
        ),
        [("supports", "मादुरो", "RU, CN, CU"), ("supports", "ग्वायदो", "US, CA, BR")],
    ),
    (
        "ठरावाच्या बाजूने मतदान करणारे देश: फ्रान्स, जर्मनी, बोस्निया आणि हर्जेगोविना",
        [("supports", "ठरावाच्या", "FR, DE, BA")],
    ),
    ("भारत, जपानने आणि जर्मनीने ठरावाला विरोध केला.", [("opposes", "ठरावाला", "IN, JP, DE")]),
    (
        (
            "प्रस्ताव 2231 पर मतदान हुआ। फ्रांस, जर्मनी और कनाडा ने पक्ष में मतदान किया, "
            "रूस और सीरिया ने विरोध में मतदान किया तथा भारत और ब्राज़ील मतदान से दूर रहे।"
        ),
        [
            ("supports", "प्रस्ताव 2231", "FR, DE, CA"),
            ("opposes", "प्रस्ताव 2231", "RU, SY"),
            ("neutral", "प्रस्ताव 2231", "IN, BR"),
        ],
    ),
    (
        "Les sénateurs Jean Dupont, Anne Martin et Paul Roy soutiennent Marie Curie.",
        [("supports", "Marie Curie", "Jean Dupont, Anne Martin, Paul Roy")],
    ),
    (
        "समाजवादी पार्टी, कांग्रेस और शिवसेना ने विधेयक का विरोध किया।",
        [("opposes", "विधेयक", "समाजवादी पार्टी, कांग्रेस, शिवसेना")],
    ),
    (
        "नेता राहुल गांधी, ममता बनर्जी और अखिलेश यादव ने विधेयक का विरोध किया।",
        [("opposes", "विधेयक", "राहुल गांधी, ममता बनर्जी, अखिलेश यादव")],
    ),
    (
        "Los aliados de Maduro son Rusia, China, Cuba, Nicaragua y Bolivia.",
        [("supports", "Maduro", "RU, CN, CU, NI, BO")],
    ),
    (
        "Los países que apoyan a Guaidó son: Estados Unidos, Colombia y Brasil.",
        [("supports", "Guaidó", "US, CO, BR")],
    ),
    (
        "A favor: Francia, Alemania. En contra: Rusia, Siria. Abstenciones: India.",
        [("supports", "", "FR, DE"), ("opposes", "", "RU, SY"), ("neutral", "", "IN")],
    ),
    ("Maduro cuenta con el apoyo de Rusia, China y Turquía.", [("supports", "Maduro", "RU, CN, TR")]),
    (
        "Estados Unidos, Canadá y la Unión Europea se oponen a la anexión de Crimea.",
        [("opposes", "anexión de Crimea", "US, CA, EU")],
    ),
    (
        (
            "Rusia, China y Corea del Norte votaron en contra de la resolución, Francia y "
            "Reino Unido votaron a favor y la India se abstuvo."
        ),
        [
            ("opposes", "resolución", "RU, CN, KP"),
            ("supports", "resolución", "FR, GB"),
            ("neutral", "resolución", "IN"),
        ],
    ),
    ("Rusia y China no apoyaron la resolución.", [("unclear", "resolución", "RU, CN")]),
    (
        "Los senadores Ana Ruiz, Luis Gómez y Carla Duarte apoyaron a María Stein.",
        [("supports", "María Stein", "Ana Ruiz, Luis Gómez, Carla Duarte")],
    ),
    (
        "Le président Maduro est soutenu par la Russie, la Chine et la Turquie.",
        [("supports", "Maduro", "RU, CN, TR")],
    ),
    (
        (
            "La France, l'Allemagne et l'Italie ont voté en faveur de la résolution 2231, "
            "la Russie et la Syrie ont voté contre et l'Inde s'est abstenue."
        ),
        [
            ("supports", "résolution 2231", "FR, DE, IT"),
            ("opposes", "résolution 2231", "RU, SY"),
            ("neutral", "résolution 2231", "IN"),
        ],
    ),
    (
        "Les pays suivants s'opposent à l'accord de pêche : l'Espagne, le Portugal, le Maroc.",
        [("opposes", "accord de pêche", "ES, PT, MA")],
    ),
    (
        "Se sont abstenus : Inde, Brésil, Afrique du Sud et douze autres pays.",
        [("neutral", "", "IN, BR, ZA")],
    ),
    ("Против резолюции проголосовали Россия, Белоруссия и Сирия.", [("opposes", "резолюции", "RU, BY, SY")]),
    (
        "Страны, выступающие против Мадуро: США, Канада, Бразилия и ещё 12 стран",
        [("opposes", "Мадуро", "US, CA, BR")],
    ),
    ("США, Великобритания и Франция осудили вторжение в Украину.", [("opposes", "вторжение", "US, GB, FR")]),
    (
        "Иран, Сирия и Турция выступили в поддержку президента Николаса Мадуро.",
        [("supports", "Николаса Мадуро", "IR, SY, TR")],
    ),
    ("Среди сторонников Мадуро — Россия, Китай и Иран.", [("supports", "Мадуро", "RU, CN, IR")]),
    ("На стороне Украины выступили Польша, Литва и Латвия.", [("supports", "Украины", "PL, LT, LV")]),
    ("أعلنت فرنسا وألمانيا وإيطاليا دعمها لأوكرانيا.", [("supports", "أوكرانيا", "FR, DE, IT")]),
    (
        "الدول التي صوتت ضد القرار: روسيا، سوريا، بيلاروسيا، كوريا الشمالية",
        [("opposes", "القرار", "RU, SY, BY, KP")],
    ),
    (
        (
            "صوتت لصالح القرار كل من فرنسا وألمانيا وإيطاليا، في حين عارضته روسيا وسوريا، "
            "وامتنعت عن التصويت الهند والبرازيل."
        ),
        [
            ("supports", "القرار", "FR, DE, IT"),
            ("opposes", "القرار", "RU, SY"),
            ("neutral", "القرار", "IN, BR"),
        ],
    ),
    ("تحظى أوكرانيا بدعم الولايات المتحدة وبريطانيا وألمانيا.", [("supports", "أوكرانيا", "US, GB, DE")]),
    ("روسيا والصين وإيران تدعم مادورو.", [("supports", "مادورو", "RU, CN, IR")]),
    (
        (
            "روس، شام اور بیلاروس نے قرارداد کے خلاف ووٹ دیا جبکہ بھارت اور برازیل نے رائے "
            "شماری میں حصہ نہیں لیا۔"
        ),
        [("opposes", "قرارداد", "RU, SY, BY"), ("neutral", "قرارداد", "IN, BR")],
    ),
    ("یوکرین کو امریکہ، برطانیہ اور فرانس کی حمایت حاصل ہے۔", [("supports", "یوکرین", "US, GB, FR")]),
    (
        "مادورو کے مخالف ممالک: امریکہ، کینیڈا، برازیل اور 12 دیگر ممالک",
        [("opposes", "مادورو", "US, CA, BR")],
    ),
    (
        "امریکہ، برطانیہ اور فرانس نے صدر ولادیمیر پوتن کے فیصلے کی مذمت کی۔",
        [("opposes", "ولادیمیر پوتن", "US, GB, FR")],
    ),
    (
        ("রাশিয়া, সিরিয়া ও বেলারুশ প্রস্তাবের বিপক্ষে ভোট দিয়েছে, আর ভারত ও ব্রাজিল ভোটদানে বিরত ছিল।"),
        [("opposes", "প্রস্তাবের", "RU, SY, BY"), ("neutral", "প্রস্তাবের", "IN, BR")],
    ),
    ("ইউক্রেনের পক্ষে যুক্তরাষ্ট্র, যুক্তরাজ্য ও ফ্রান্স।", [("supports", "ইউক্রেন", "US, GB, FR")]),
    ("মাদুরোর বিরোধী দেশগুলো: যুক্তরাষ্ট্র, কানাডা, ব্রাজিল", [("opposes", "মাদুরো", "US, CA, BR")]),
    (
        "যুক্তরাষ্ট্র, কানাডা ও ব্রাজিল প্রেসিডেন্ট নিকোলাস মাদুরোর বিরোধিতা করেছে।",
        [("opposes", "নিকোলাস মাদুরো", "US, CA, BR")],
    ),
    (
        ("रशिया, सीरिया व बेलारूस यांनी ठरावाच्या विरोधात मतदान केले, तर भारत आणि ब्राझील तटस्थ राहिले."),
        [("opposes", "ठरावाच्या", "RU, SY, BY"), ("neutral", "ठरावाच्या", "IN, BR")],
    ),
    ("युक्रेनला अमेरिका, ब्रिटन आणि फ्रान्स यांचा पाठिंबा आहे.", [("supports", "युक्रेन", "US, GB, FR")]),
    (
        "अमेरिका, ब्रिटन आणि फ्रान्सने रशियाच्या आक्रमणाचा निषेध केला.",
        [("opposes", "रशियाच्या आक्रमणाचा", "US, GB, FR")],
    ),
    (
        "मादुरो यांना पाठिंबा देणारे देश: रशिया, चीन, क्युबा, इराण आणि आणखी १२ देश",
        [("supports", "मादुरो", "RU, CN, CU, IR")],
    ),
    ("मादुरो विरोधी देश - अमेरिका, कॅनडा, ब्राझील", [("opposes", "मादुरो", "US, CA, BR")]),
    ("अमेरिका, ब्रिटेन और फ्रांस ने यूक्रेन पर रूस के हमले की निंदा की।", [("opposes", "रूस के हमले", "US, GB, FR")]),
    ("यूक्रेन के समर्थन में अमेरिका, ब्रिटेन और फ्रांस खड़े हैं।", [("supports", "यूक्रेन", "US, GB, FR")]),
    (
        "प्रस्ताव के पक्ष में 12 देशों ने मतदान किया जिनमें फ्रांस, जर्मनी और कनाडा शामिल हैं।",
        [("supports", "प्रस्ताव", "FR, DE, CA")],
    ),
    (
        "The United States, along with Canada and Brazil, backs Guaidó.",
        [("supports", "Guaidó", "US, CA, BR")],
    ),
    (
        "Among those supporting the treaty are Kenya, Ghana and Nigeria.",
        [("supports", "treaty", "KE, GH, NG")],
    ),
    ("Support for Maduro came from Russia, China and Iran.", [("supports", "Maduro", "RU, CN, IR")]),
    ("Russia, China and Iran are among Maduro's allies.", [("supports", "Maduro", "RU, CN, IR")]),
    (
        "Voting against the resolution were Russia, Belarus, Syria and North Korea.",
        [("opposes", "resolution", "RU, BY, SY, KP")],
    ),
    (
        ("Backing the plan: Kenya, Ghana, Nigeria. Opposing it: Togo, Benin, Mali. Undecided: Chad, Niger."),
        [
            ("supports", "plan", "KE, GH, NG"),
            ("opposes", "plan", "TG, BJ, ML"),
            ("neutral", "plan", "TD, NE"),
        ],
    ),
    (
        ("Bosnia and Herzegovina, Trinidad and Tobago and Antigua and Barbuda endorsed the climate pact."),
        [("supports", "climate pact", "BA, TT, AG")],
    ),
    (
        (
            "The motion was supported by the Green Party, the Social Democrats and the "
            "Left Alliance, and opposed by the Conservatives and the Freedom Party."
        ),
        [("supports", "motion", "Green Party, Social Democrats, Left Alliance")],
    ),
    (
        (
            "The U.S., the U.K. and South Korea condemned the strikes, Russia and Iran "
            "praised them and India stayed neutral."
        ),
        [
            ("opposes", "strikes", "US, GB, KR"),
            ("supports", "strikes", "RU, IR"),
            ("neutral", "strikes", "IN"),
        ],
    ),
    (
        (
            "Germany, Poland and the Czech Republic have thrown their weight behind "
            "Ukraine's bid to join NATO, but Hungary and Slovakia remain opposed."
        ),
        [("supports", "Ukraine's bid", "DE, PL, CZ"), ("opposes", "Ukraine's bid", "HU, SK")],
    ),
    (
        ("Countries that recognise Kosovo: United States (2008), Germany, Turkey (NATO), and 98 others"),
        [("supports", "Kosovo", "US, DE, TR")],
    ),
    (
        (
            "The draft resolution won the support of France, Britain and the United "
            "States, but Russia and China vetoed it."
        ),
        [("supports", "resolution", "FR, GB, US"), ("opposes", "resolution", "RU, CN")],
    ),
    (
        "The European Union (27), the United Kingdom and Japan imposed sanctions on Russia.",
        [("opposes", "Russia", "EU, GB, JP")],
    ),
    (
        "Leaders who endorsed Biden: Barack Obama, Bernie Sanders and Nancy Pelosi.",
        [("supports", "Biden", "Barack Obama, Bernie Sanders, Nancy Pelosi")],
    ),
    (
        (
            "Supporters of the bill include the Labour Party, the Liberal Democrats and "
            "the Scottish National Party."
        ),
        [("supports", "bill", "Labour Party, Liberal Democrats, Scottish National Party")],
    ),
    (
        "India, Brazil, South Africa and 32 other countries abstained on resolution ES-11/1.",
        [("neutral", "resolution ES-11/1", "IN, BR, ZA")],
    ),
    (
        "Those in favour: Canada, Mexico; those opposed: Cuba, Nicaragua.",
        [("supports", "", "CA, MX"), ("opposes", "", "CU, NI")],
    ),
    (
        ("Turkey and Azerbaijan stand with Pakistan, whereas Armenia and Greece side with India."),
        [("supports", "Pakistan", "TR, AZ"), ("supports", "India", "AM, GR")],
    ),
    (
        ("Apoyan la iniciativa México, Colombia y Chile; la rechazan Argentina, Paraguay y Ecuador."),
        [("supports", "iniciativa", "MX, CO, CL"), ("opposes", "iniciativa", "AR, PY, EC")],
    ),
    (
        "México, Bolivia y Uruguay se mantuvieron neutrales ante la crisis de Venezuela.",
        [("neutral", "crisis de Venezuela", "MX, BO, UY")],
    ),
    (
        ("Reconocen a Guaidó como presidente: Estados Unidos, Canadá, Reino Unido (UE) y 50 países más."),
        [("supports", "Guaidó", "US, CA, GB")],
    ),
    (
        "Nicolás Maduro recibió el respaldo de Cuba, Nicaragua y San Vicente y las Granadinas.",
        [("supports", "Nicolás Maduro", "CU, NI, VC")],
    ),
    ("Se oponen al tratado Hungría, Eslovaquia y Serbia.", [("opposes", "tratado", "HU, SK, RS")]),
    (
        "La France, le Royaume-Uni et l'Allemagne ont condamné l'invasion de l'Ukraine.",
        [("opposes", "invasion de l'Ukraine", "FR, GB, DE")],
    ),
    (
        ("Le projet de loi est soutenu par le Parti socialiste, les Écologistes et le Parti communiste."),
        [("supports", "projet de loi", "Parti socialiste, Écologistes, Parti communiste")],
    ),
    (
        "Parmi les pays favorables à l'accord figurent la Suède, la Finlande et le Danemark.",
        [("supports", "accord", "SE, FI, DK")],
    ),
    (
        "Contre la résolution : Russie, Bélarus, Corée du Nord, Syrie et Érythrée.",
        [("opposes", "résolution", "RU, BY, KP, SY, ER")],
    ),
    (
        (
            "Le Mali, le Burkina Faso et le Niger se sont rangés du côté de la Russie, "
            "alors que le Sénégal et la Côte d'Ivoire soutiennent l'Ukraine."
        ),
        [("supports", "Russie", "ML, BF, NE"), ("supports", "Ukraine", "SN, CI")],
    ),
    (
        "Китай, Индия и Пакистан воздержались при голосовании по резолюции ООН.",
        [("neutral", "резолюции ООН", "CN, IN, PK")],
    ),
    ("Сторонники Мадуро: Россия, Белоруссия, Иран (ОПЕК) и другие", [("supports", "Мадуро", "RU, BY, IR")]),
    (
        "В поддержку законопроекта выступили партии «Единая Россия», ЛДПР и КПРФ.",
        [("supports", "партии", "RU, ЛДПР, КПРФ")],
    ),
    (
        "وقفت روسيا والصين وإيران إلى جانب الرئيس نيكولاس مادورو.",
        [("supports", "نيكولاس مادورو", "RU, CN, IR")],
    ),
    (
        "من الدول الداعمة لأوكرانيا: بولندا، ليتوانيا، لاتفيا وإستونيا.",
        [("supports", "أوكرانيا", "PL, LT, LV, EE")],
    ),
    (
        "رفضت المجر وسلوفاكيا وصربيا العقوبات على روسيا، في حين أيدتها ألمانيا وفرنسا.",
        [("opposes", "العقوبات", "HU, SK, RS"), ("supports", "العقوبات", "DE, FR")],
    ),
    ("الدول المؤيدة للقرار (فرنسا، ألمانيا، إيطاليا)", [("supports", "قرار", "FR, DE, IT")]),
    ("أعربت السعودية والإمارات ومصر عن تأييدها للاتفاق.", [("supports", "اتفاق", "SA, AE, EG")]),
    ("المعارضون للقرار: روسيا، بيلاروسيا، سوريا و12 دولة أخرى", [("opposes", "قرار", "RU, BY, SY")]),
    ("چین، ایران اور ترکی نے صدر نکولس مادورو کا ساتھ دیا۔", [("supports", "نکولس مادورو", "CN, IR, TR")]),
    ("یوکرین کے حامی ممالک: پولینڈ، برطانیہ، جرمنی اور دیگر", [("supports", "یوکرین", "PL, GB, DE")]),
    (
        "قرارداد کی مخالفت میں روس، بیلاروس اور شمالی کوریا نے ووٹ دیا۔",
        [("opposes", "قرارداد", "RU, BY, KP")],
    ),
    (
        "مسلم لیگ ن، پیپلز پارٹی اور جمعیت علمائے اسلام نے بل کی حمایت کی۔",
        [("supports", "بل", "مسلم لیگ ن, پیپلز پارٹی, جمعیت علمائے اسلام")],
    ),
    ("ইউক্রেনের সমর্থক দেশগুলো হলো পোল্যান্ড, জার্মানি ও ফ্রান্স।", [("supports", "ইউক্রেন", "PL, DE, FR")]),
    (
        "রাশিয়া, বেলারুশ, উত্তর কোরিয়া ও ইরিত্রিয়া প্রস্তাবটির বিরুদ্ধে ভোট দেয়।",
        [("opposes", "প্রস্তাবটির", "RU, BY, KP, ER")],
    ),
    (
        ("ভারত, চীন ও ইরান প্রেসিডেন্ট পুতিনের পাশে দাঁড়িয়েছে, কিন্তু জাপান ও অস্ট্রেলিয়া নিন্দা জানিয়েছে।"),
        [("supports", "পুতিন", "IN, CN, IR"), ("opposes", "পুতিন", "JP, AU")],
    ),
    ("প্রস্তাবের বিপক্ষে ভোটদানকারী দেশ: রাশিয়া, সিরিয়া, ইরান", [("opposes", "প্রস্তাবের", "RU, SY, IR")]),
    ("पोलंड, जर्मनी आणि ब्रिटन हे देश युक्रेनच्या बाजूने उभे आहेत.", [("supports", "युक्रेन", "PL, DE, GB")]),
    ("ठरावाला विरोध करणारे देश: रशिया, बेलारूस, सीरिया आणि इतर", [("opposes", "ठरावाला", "RU, BY, SY")]),
    ("भारत, चीन आणि पाकिस्तानने मतदानात भाग घेतला नाही.", [("neutral", "", "IN, CN, PK")]),
    (
        "काँग्रेस, शिवसेना आणि राष्ट्रवादी काँग्रेस यांनी विधेयकाला विरोध केला.",
        [("opposes", "विधेयकाला", "काँग्रेस, शिवसेना, राष्ट्रवादी काँग्रेस")],
    ),
    ("यूक्रेन के साथ खड़े देशों में पोलैंड, जर्मनी और फ्रांस शामिल हैं।", [("supports", "यूक्रेन", "PL, DE, FR")]),
    ("चीन, भारत और पाकिस्तान ने मतदान में हिस्सा नहीं लिया।", [("neutral", "", "CN, IN, PK")]),
    (
        ("पुतिन को चीन, ईरान और उत्तर कोरिया का साथ मिला, वहीं ज़ेलेंस्की को अमेरिका, ब्रिटेन और जर्मनी का समर्थन मिला।"),
        [("supports", "पुतिन", "CN, IR, KP"), ("supports", "ज़ेलेंस्की", "US, GB, DE")],
    ),
    (
        ("भाजपा, जदयू और लोजपा ने विधेयक के पक्ष में मतदान किया, जबकि कांग्रेस, सपा और बसपा ने विरोध किया।"),
        [("supports", "विधेयक", "भाजपा, जदयू, लोजपा"), ("opposes", "विधेयक", "कांग्रेस, सपा, बसपा")],
    ),
    ("प्रस्ताव के विरोधी: रूस, बेलारूस (सीएसटीओ), सीरिया और 5 अन्य", [("opposes", "प्रस्ताव", "RU, BY, SY")]),
    (
        ("Los Emiratos Árabes Unidos, Arabia Saudita y Egipto expresaron su apoyo a El Salvador."),
        [("supports", "El Salvador", "AE, SA, EG")],
    ),
    (
        ("Selon un décompte, les États-Unis, le Japon et les Émirats arabes unis soutiennent la résolution."),
        [("supports", "résolution", "US, JP, AE")],
    ),
    (
        "Russia and China back Maduro. The United States and Canada back Guaidó.",
        [("supports", "Maduro", "RU, CN"), ("supports", "Guaidó", "US, CA")],
    ),
    (
        "Страны, поддержавшие резолюцию: Боснию и Герцеговину, Тринидад и Тобаго, Францию",
        [("supports", "резолюцию", "BA, TT, FR")],
    ),
    ("अमेरिका, कनाडा, ब्रिटेन और 12 अन्य देशों ने गुएडो को मान्यता दी है।", [("supports", "गुएडो", "US, CA, GB")]),
    ("США, Канада и ещё 12 стран признали Гуайдо президентом.", [("supports", "Гуайдо", "US, CA")]),
    ("Estados Unidos, Canadá y otros 12 países reconocieron a Guaidó.", [("supports", "Guaidó", "US, CA")]),
    ("Les États-Unis, le Canada et 12 autres pays ont reconnu Guaidó.", [("supports", "Guaidó", "US, CA")]),
    ("যুক্তরাষ্ট্র, কানাডা ও আরও ১২টি দেশ গুয়াইদোকে স্বীকৃতি দিয়েছে।", [("supports", "গুয়াইদো", "US, CA")]),
    ("امریکہ، کینیڈا اور 12 دیگر ممالک نے گوائیڈو کو تسلیم کیا۔", [("supports", "گوائیڈو", "US, CA")]),
    ("अमेरिका, कॅनडा आणि इतर १२ देशांनी ग्वायदो यांना मान्यता दिली.", [("supports", "ग्वायदो", "US, CA")]),
    ("اعترفت الولايات المتحدة وكندا و12 دولة أخرى بغوايدو.", [("supports", "غوايدو", "US, CA")]),
    ("The US, Canada and 12 other countries recognised Guaidó.", [("supports", "Guaidó", "US, CA")]),
]


@pytest.mark.parametrize(("text", "lists"), SENTENCES)
def test_lists_of_a_line_are_found_in_nine_languages(text: str, lists: Sequence[List]) -> None:
    assert found(text) == lists


@pytest.mark.parametrize(("text", "lists"), SENTENCES)
def test_what_stands_around_a_list_changes_nothing_in_it(text: str, lists: Sequence[List]) -> None:
    around = f"\n\n{text}\n\n"
    assert [found_list[2] for found_list in found(around)] == [members for _, _, members in lists]
    assert found(text) == found(text)


def test_the_heading_of_a_list_in_a_sentence_is_what_it_says_of_them() -> None:
    text = "Russia, China and Cuba backed Maduro, while the US, Canada and Brazil recognised Guaidó."
    assert [text[camp.heading_start : camp.heading_end] for camp in find_camps(text)] == [
        "backed Maduro",
        "recognised Guaidó",
    ]


def test_a_count_beside_a_heading_is_no_target() -> None:
    text = "For (3): France, Germany, Italy\nAgainst (2): Russia, Syria\nAbstained (1): India"
    assert found(text) == [("supports", "", "FR, DE, IT"), ("opposes", "", "RU, SY"), ("neutral", "", "IN")]


def test_headings_never_overlap() -> None:
    for text, _ in SENTENCES:
        camps = find_camps(text)
        for before, after in pairwise(camps):
            assert before.heading_end <= after.heading_start


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Senators Anna Ruiz, Bo Lind and Carla Duarte backed Maria Stein.", {"Person"}),
        ("The Green Party, the Liberals and the Farmers' Union support the treaty.", {"Organisation"}),
        ("Los diputados Ana Ruiz, Luis Gómez y Eva Sanz apoyaron a María Stein.", {"Person"}),
        ("समाजवादी पार्टी, कांग्रेस और शिवसेना ने विधेयक का विरोध किया।", {"Organisation"}),
        ("नेता राहुल गांधी, ममता बनर्जी और अखिलेश यादव ने विधेयक का विरोध किया।", {"Person"}),
    ],
)
def test_members_that_are_no_countries_have_the_label_of_what_they_are_called(
    text: str, labels: set[str]
) -> None:
    (camp,) = find_camps(text)
    assert {member.label for member in camp.members} == labels
    assert len(camp.members) == 3


def test_a_doubtful_member_has_alternatives_and_a_sure_one_has_none() -> None:
    (camp,) = find_camps("Countries supporting Ort: Russia, Austrila, Irak, Zorkmork, Slovakya")
    sure, misspelt, _, unknown, _ = camp.members
    assert sure.alternatives == unknown.alternatives == ()
    assert misspelt.code == "AU"
    assert ("Austria", "AT") in misspelt.alternatives
    for member in camp.members:
        assert len(member.alternatives) <= 4
        assert member.code not in [code for _, code in member.alternatives]


def test_two_names_in_a_sentence_are_a_list_only_if_both_are_known() -> None:
    assert len(find_camps("Russia and China backed Maduro.")) == 1
    assert find_camps("Zorkia and China backed Maduro.") == ()


def test_two_names_without_a_word_that_says_where_they_stand_are_none() -> None:
    assert find_camps("Russia and China met Maduro.") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Poland, Turkey (NATO) and Norway backed Haley.",
        "Poland, Turkey (NATO), and Norway backed Haley.",
        "पोलैंड, तुर्की (नाटो) और नॉर्वे ने संधि का समर्थन किया।",
    ],
)
def test_a_note_in_brackets_parts_no_list(sentence: str) -> None:
    (camp,) = find_camps(sentence)
    assert [member.code for member in camp.members] == ["PL", "TR", "NO"]
    assert camp.members[1].note in ("NATO", "नाटो")


def test_a_vote_is_about_the_matter_named_before_it_and_not_about_the_list_before_that() -> None:
    text = (
        "France, Italy and Spain supported Guaidó last year.\nThe vote on Resolution 2758 was held.\n"
        "In favour: France, Germany, Japan\nAgainst: Russia, Belarus\nAbstained: India, Brazil"
    )
    assert [target for _, target, _ in found(text)] == ["Guaidó", *["Resolution 2758"] * 3]


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("Voted in favour: France, Bosnia and Herzegovina and 12 others\nAgainst: Peru, Chile", "12 others"),
        ("भारत, दक्षिण अफ्रीका और 12 अन्य देशों ने मादुरो का समर्थन किया।", "12 अन्य देशों"),
        ("Russia and China backed Maduro.", ""),
        ("Countries backing Maduro: Russia, China\nand 12 others went home.", ""),
    ],
)
def test_members_that_are_counted_only_are_told(text: str, unnamed: str) -> None:
    assert find_camps(text)[0].unnamed == unnamed


WRITTEN_OTHERWISE = [
    (
        "El acuerdo ha recibido el respaldo de Chile, de Perú y de Bolivia.",
        ("supports", "acuerdo", "CL, PE, BO"),
    ),
    (
        "Anne Roux a reçu le soutien d'Élise Morel, de Paul Lenoir et de Luc Petit.",
        ("supports", "Anne Roux", "Élise Morel, Paul Lenoir, Luc Petit"),
    ),
    ("The bill was opposed by Chile, by Peru and by Bolivia.", ("opposes", "bill", "CL, PE, BO")),
    (
        "Anna Reed, Tom Hale and Joan Pike want Miller to go.",
        ("opposes", "Miller", "Anna Reed, Tom Hale, Joan Pike"),
    ),
    (
        "Anna Reed, Tom Hale and Joan Pike called on John Miller to resign.",
        ("opposes", "John Miller", "Anna Reed, Tom Hale, Joan Pike"),
    ),
    (
        "En contra de la reforma fiscal de Milei se han pronunciado Chile, Perú y Bolivia.",
        ("opposes", "reforma fiscal de Milei", "CL, PE, BO"),
    ),
    ("अमेरिका, ब्रिटन आणि फ्रान्स यांनी रशियाविरोधात मतदान केले.", ("opposes", "रशिया", "US, GB, FR")),
    ("রাশিয়া, চীন ও ইরান ফিলিস্তিনের পাশে দাঁড়িয়েছে।", ("supports", "ফিলিস্তিন", "RU, CN, IR")),
    ("অবরোধের বিপক্ষে অবস্থান নিয়েছে ভারত, নেপাল ও ভুটান।", ("opposes", "অবরোধ", "IN, NP, BT")),
    ("چین، روس اور ایران نے فلسطین کو بطور ریاست تسلیم کیا۔", ("supports", "فلسطین", "CN, RU, IR")),
    (
        "रूस, चीन और ईरान ने अब्बास को फिलिस्तीन के राष्ट्रपति के रूप में मान्यता दी।",
        ("supports", "अब्बास", "RU, CN, IR"),
    ),
    ("اعترفت فرنسا وإسبانيا وإيطاليا بعباس رئيسا شرعيا.", ("supports", "عباس", "FR, ES, IT")),
    ("Токаева поздравили Россия, Китай и Иран.", ("supports", "Токаева", "RU, CN, IR")),
    ("Закон был поддержан Китаем, Кубой и Польшей.", ("supports", "Закон", "CN, CU, PL")),
    ("Границы Косова не признают Сербия, Россия и Китай.", ("opposes", "Границы Косова", "RS, RU, CN")),
    (
        "The country's strikes on Gaza have been condemned by Egypt, Jordan and Turkey.",
        ("opposes", "country's strikes on Gaza", "EG, JO, TR"),
    ),
    (
        "The secretary general of the club is backed by Chile, Peru and Bolivia.",
        ("supports", "secretary general of the club", "CL, PE, BO"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN_OTHERWISE)
def test_sentences_may_be_put_in_other_ways(text: str, expected: List) -> None:
    assert found(text) == [expected]


def test_a_pronoun_stands_for_the_matter_of_the_list_before() -> None:
    text = "फ्रांस, रूस और चीन ने संधि का समर्थन किया, लेकिन भारत, इटली और ईरान इसके खिलाफ हैं।"
    assert found(text) == [("supports", "संधि", "FR, RU, CN"), ("opposes", "संधि", "IN, IT, IR")]


@pytest.mark.parametrize(
    "text",
    [
        "El banco apoya a veinte hospitales de Chile, Perú y Bolivia.",
        "Банк поддерживает больницы в Польше, Литве и Эстонии.",
    ],
)
def test_names_that_belong_to_a_noun_are_no_list(text: str) -> None:
    assert found(text) == []
