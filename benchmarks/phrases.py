"""The words that synthetic records are made of, in Kazakh, Russian and English; nothing in them is a statement of fact."""

from __future__ import annotations

from typing import Final

# A place is a first and a second half: as a slug, in Kazakh, in Russian, in English.
FIRST: Final = (
    ("aq", "Ақ", "Ак", "Aq"), ("qara", "Қара", "Кара", "Qara"), ("kok", "Көк", "Кок", "Kok"),
    ("sary", "Сары", "Сары", "Sary"), ("qyzyl", "Қызыл", "Кызыл", "Qyzyl"), ("boz", "Боз", "Боз", "Boz"),
    ("ush", "Үш", "Уш", "Ush"), ("bes", "Бес", "Бес", "Bes"), ("jalpaq", "Жалпақ", "Жалпак", "Jalpaq"),
    ("orta", "Орта", "Орта", "Orta"), ("uzyn", "Ұзын", "Узун", "Uzyn"), ("altyn", "Алтын", "Алтын", "Altyn"),
    ("temir", "Темір", "Темир", "Temir"), ("qos", "Қос", "Кос", "Qos"), ("tas", "Тас", "Тас", "Tas"),
    ("jeti", "Жеті", "Жети", "Jeti"),
)  # fmt: skip
SECOND: Final = (
    ("tobe", "төбе", "тобе", "tobe"), ("su", "су", "су", "su"), ("bulaq", "бұлақ", "булак", "bulaq"),
    ("qorgan", "қорған", "корган", "qorgan"), ("kol", "көл", "коль", "kol"), ("agash", "ағаш", "агаш", "agash"),
    ("jar", "жар", "жар", "jar"), ("oba", "оба", "оба", "oba"), ("say", "сай", "сай", "say"),
    ("tau", "тау", "тау", "tau"), ("ozen", "өзен", "озен", "ozen"), ("jol", "жол", "жол", "jol"),
    ("qum", "құм", "кум", "qum"), ("dala", "дала", "дала", "dala"), ("kent", "кент", "кент", "kent"),
    ("aral", "арал", "арал", "aral"), ("shoqy", "шоқы", "шокы", "shoqy"), ("jaylau", "жайлау", "жайляу", "jaylau"),
)  # fmt: skip

MATERIAL: Final = {
    "kk": ("күйдірілген кірпіштен", "құмтастан", "ұлутастан", "қам кесектен", "ағаштан", "ақтастан", "саз балшықтан"),
    "ru": ("обожжённого кирпича", "песчаника", "ракушечника", "сырцового кирпича", "дерева", "известняка", "глины"),
    "en": ("fired brick", "sandstone", "shell limestone", "mud brick", "timber", "limestone", "beaten clay"),
}
FIND: Final = {
    "kk": ("қыш ыдыстың сынықтары", "қола айна", "темір пышақтар", "сүйек тарақ", "күміс теңгелер", "шыны моншақтар",
           "тас келсап", "жебе ұштары", "ер-тұрман бөлшектері", "былғары белдік", "мал сүйектері", "өрнекті кірпіштер"),
    "ru": ("обломки глиняной посуды", "бронзовое зеркало", "железные ножи", "костяной гребень", "серебряные монеты",
           "стеклянные бусы", "каменный пест", "наконечники стрел", "детали сбруи", "кожаный пояс", "кости животных",
           "резные кирпичи"),
    "en": ("sherds of clay vessels", "a bronze mirror", "iron knives", "a bone comb", "silver coins", "glass beads",
           "a stone pestle", "arrowheads", "pieces of harness", "a leather belt", "animal bones", "carved bricks"),
}  # fmt: skip
SIDE: Final = {
    "kk": ("солтүстік", "оңтүстік", "шығыс", "батыс"),
    "ru": ("северной", "южной", "восточной", "западной"),
    "en": ("northern", "southern", "eastern", "western"),
}
HEADING: Final = {
    "kk": ("Орналасуы", "Құрылысы", "Зерттелуі", "Қазіргі жағдайы"),
    "ru": ("Расположение", "Устройство", "Исследование", "Современное состояние"),
    "en": ("Setting", "Construction", "Research", "The site today"),
}

# {place} {n} {m} {year} {century} {material} {find} {other} {side} {link} are put in by the generator.
SENTENCE: Final = {
    "kk": (
        "Ескерткіш {place} ауылынан {n} км жерде, өзен аңғарының {side} жағындағы жазық алқапта орналасқан",
        "Қабырғалары {material} қаланып, {n} метр биіктікке дейін сақталған",
        "Алғашқы сипаттама {year} жылы жарияланды, ал жүйелі қазба жұмыстары бірнеше онжылдықтан кейін басталды",
        "Қазба барысында {find}, {other} және күл қабатының қалдықтары табылды",
        "Құрылыстың {side} қасбетінде өрнекпен көмкерілген кіреберіс пен екі кішкене терезе орны байқалады",
        "Зерттеушілер оны {century} ғасырға жатқызады, бірақ кейінгі жөндеулердің іздері де анық көрінеді",
        "Осыған ұқсас құрылыс {link} кешенінде де кездеседі, алайда оның жоспары күрделірек",
        "Жоспары төртбұрышты, қабырғаларының ұзындығы {n} және {m} метр, қалыңдығы бір жарым метрге жуық",
        "Жергілікті тұрғындар бұл жерді ежелден қасиетті санап, айналасын жайылымға пайдаланбаған",
        "Экспедиция {m} шаршы метр алаңды ашып, тұрғын үйлердің іргетасын, ошақтар мен шаруашылық шұңқырларын тіркеді",
        "Ортаңғы бөлменің еденіне {material} жасалған тақтайшалар төселген",
        "**{find}** ішіндегі ең маңызды олжа саналады, ол қазір өлкетану мұражайында сақтаулы",
        "{year} жылғы түсірілім бойынша нысанның {side} бөлігі су шаюынан қатты бүлінген",
        "Мұнда *керуен жолы* өткені туралы жазба деректер аз, сондықтан негізгі дәлел археологиялық қазбалар болып отыр",
        "Жөндеу кезінде іргетас бекітіліп, күмбездің жарықтары бітелді, аумақ қоршалды",
        "{link} ескерткішімен салыстырғанда мұндағы қабаттар жұқарақ, ал олжалардың саны аз",
    ),
    "ru": (
        "Памятник находится в {n} км от села {place}, на ровной площадке в {side} части речной долины",
        "Стены сложены из {material} и сохранились на высоту до {n} метров",
        "Первое описание опубликовано в {year} году, а планомерные раскопки начались через несколько десятилетий",
        "При раскопках найдены {find}, {other} и остатки зольного слоя",
        "На {side} стороне постройки различимы обрамлённый орнаментом вход и места двух небольших окон",
        "Исследователи относят его к {century} веку, однако хорошо видны и следы более поздних починок",
        "Похожая постройка известна в комплексе {link}, но её план сложнее",
        "План прямоугольный, длина стен {n} и {m} метров, толщина около полутора метров",
        "Местные жители издавна считают это место священным и не пасли скот поблизости",
        "Экспедиция вскрыла {m} квадратных метров и описала основания жилищ, очаги и хозяйственные ямы",
        "Пол среднего помещения выложен плитками из {material}",
        "**Главной находкой** считаются {find}, которые хранятся теперь в краеведческом музее",
        "По съёмке {year} года край памятника в {side} части сильно разрушен водой",
        "О проходившем здесь *караванном пути* письменных известий мало, поэтому главным доводом остаются раскопки",
        "Во время ремонта укреплено основание, заделаны трещины купола, территория ограждена",
        "По сравнению с памятником {link} слои здесь тоньше, а находок меньше",
    ),
    "en": (
        "The monument lies {n} km from the village of {place}, on a level terrace in the {side} part of the river valley",
        "Its walls are built of {material} and stand to a height of {n} metres",
        "The first description was published in {year}, and systematic excavation began some decades later",
        "The excavation yielded {find}, {other} and the remains of a layer of ash",
        "On the {side} face one can make out a doorway framed with ornament and the places of two small windows",
        "Scholars date it to the {century} century, though traces of later repairs can be seen clearly as well",
        "A similar building is known from {link}, but its plan is more complex",
        "The plan is rectangular, with walls {n} and {m} metres long and about a metre and a half thick",
        "Local people have long held the place to be sacred and did not graze their herds near it",
        "The expedition opened {m} square metres and recorded the footings of houses, hearths and storage pits",
        "The floor of the middle room is laid with tiles of {material}",
        "**The chief find** is {find}, now kept in the museum of local history",
        "According to a survey of {year} the {side} edge of the site has been badly washed away",
        "Written accounts of the *caravan road* that passed here are few, so that excavation remains the main evidence",
        "During repairs the foundation was strengthened, the cracks in the dome were filled and the site was fenced",
        "Compared with {link}, the layers here are thinner and the finds are fewer",
    ),
}
SUMMARY: Final = {
    "kk": "{place} маңындағы {century} ғасыр ескерткіші, {material} салынған. Алғаш рет {year} жылы сипатталған.",
    "ru": "Памятник {century} века у села {place}, построен из {material}. Впервые описан в {year} году.",
    "en": "A monument of the {century} century near {place}, built of {material}. First described in {year}.",
}
