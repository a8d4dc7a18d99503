import { picture } from '../pictures.ts';
import { boosted, edited, hours, told, type Past } from '../telling.ts';

const atlasCard = {
  url: 'https://atlas.fathom.example/wadden-east',
  title: 'Where the flats fall dry: a tidal atlas for walkers, rowers and bird counters',
  description: '1:25,000, free to use, with the roosts of brent geese and the channels that moved since the last survey.',
  provider: 'Nordic Tide Atlas',
  picture: picture('chartMap', 2, 'Chart with land in green, flats in pale yellow, deep water in blue and a dotted red way across.', 600, 400),
};

const lessonCard = {
  url: 'https://school.fathom.example/geography/moving-rivers',
  title: 'درس: أنهار تغيّر مكانها',
  description: 'خريطة واحدة رُسمت أربع مرّات في مئة عام. ماذا تغيّر، وماذا بقي؟',
  provider: 'دفتر الجغرافيا',
};

const codeHtml =
  '<p>The whole tide correction, since people asked. It is twelve lines and most of them are apologies:</p>' +
  '<pre><code>def corrected(level, pressure, mean=1013.25):\n    # 1 hPa below the mean lifts the sea by about 1 cm\n    lift = (mean - pressure) * 0.01\n    return level + lift\n\nfor hour, level in enumerate(predicted):\n    print(hour, round(corrected(level, pressure[hour]), 2))\n</code></pre>' +
  '<p>The comment is the paper. <a href="https://code.kelp.example/efua/tide-notes" rel="nofollow noopener" target="_blank">code.kelp.example/efua/tide-notes</a></p>';

/** Charts, lessons and small programs. */
export const maps: readonly Past[] = [
  told(hours(71.5), 'atlas', 'atlas-news', 'Neue Gezeitenkarten für das östliche Wattenmeer: 1:25.000, frei nutzbar, mit den Rastplätzen der Ringelgänse.\nhttps://atlas.fathom.example/wadden-east', { language: 'de', card: atlasCard }),
  boosted(hours(71), 'holt', 'atlas-news'),
  boosted(hours(70.8), 'tomas', 'atlas-news'),
  boosted(hours(69.5), 'jule', 'atlas-news'),
  told(hours(70.5), 'ines', 'ines-atlas', '@atlas@fathom.example Die Rinne vor dem Anleger liegt inzwischen 40 m weiter östlich. Ich weiß es, weil ich jeden Tag drüberfahre.', { replyTo: 'atlas-news' }),
  told(hours(67), 'atlas', 'atlas-thanks', '@ines@nordsee.example Thank you! Checked against last week’s soundings: you are right to the metre. Corrected, with your name in the list of those who know better.', { replyTo: 'ines-atlas' }),
  told(hours(64), 'salma', 'salma-lesson', 'درس اليوم: نضع خريطة قديمة فوق خريطة جديدة ونبحث عن النهر. لم يجده أحد في مكانه. هذا هو الدرس.\nhttps://school.fathom.example/geography/moving-rivers', { card: lessonCard }),
  boosted(hours(63.4), 'tomas', 'salma-lesson'),
  told(hours(63), 'tomas', 'tomas-river', '@salma@fathom.example Aquí el río tampoco está donde lo dejaron. En el mapa de 1911 mi casa es una isla; hoy solo lo es cuando llueve.', { replyTo: 'salma-lesson' }),
  told(hours(62.5), 'salma', 'salma-island', '@tomas@ombu.example بيتٌ يكون جزيرة يومًا ولا يكون في اليوم التالي. سأبدأ به الدرس القادم.', { replyTo: 'tomas-river' }),
  told(hours(61), 'holt', 'holt-bench', 'Field day. Levelled the bench mark at the old sluice: 4 mm lower than in spring. Either the sluice sinks, or spring was optimistic.'),
  told(hours(57), 'efua', 'efua-cable', 'Two kilometres of cable on the sea floor, one connector, and of course it is the connector. It is always the connector.'),
  told(hours(56.6), 'nils', 'nils-cable', '@efua@kelp.example I have a drawer of connectors that were never the problem. They are the most expensive things I own.', { replyTo: 'efua-cable' }),
  told(hours(53), 'tomas', 'tomas-bike', 'Ochenta kilómetros por la defensa del río, viento en contra a la ida y, por una regla que nadie ha escrito, también a la vuelta.', {
    pictures: [picture('bicycle', 17, 'Una bicicleta roja con cesta apoyada en lo alto de un dique verde, cielo azul y nubes bajas.')],
  }),
  told(hours(51), 'atlas', 'atlas-faq', 'Question of the week: "Why does low tide come at a different time every day?"\n\nThe moon is late by about 50 minutes a day. The sea waits for it. Buses should be so loyal.'),
  boosted(hours(50.5), 'amara', 'atlas-faq'),
  boosted(hours(50), 'ferry', 'atlas-faq'),
  told(hours(47), 'efua', 'efua-code', 'The whole tide correction, since people asked. It is twelve lines and most of them are apologies: https://code.kelp.example/efua/tide-notes', { html: codeHtml }),
  boosted(hours(46.5), 'holt', 'efua-code'),
  told(hours(46), 'holt', 'holt-code', '@efua@kelp.example "The comment is the paper" should be printed on the door of every institute.', { replyTo: 'efua-code' }),
  told(hours(41), 'amara', 'amara-map', 'Une carte du ciel est une carte des temps passés : chaque point y a un âge différent. Mes élèves ont proposé de dater les étoiles comme les photos de famille.'),
  told(hours(39), 'salma', 'salma-amara', '@amara@wetlands.example هذه أجمل جملة قرأتها عن الخرائط هذا الشهر. هل تسمحين أن أترجمها لطلابي؟', { replyTo: 'amara-map' }),
  told(hours(38.5), 'amara', 'amara-salma', '@salma@fathom.example Avec joie. Elle est à eux.', { replyTo: 'salma-amara' }),
  told(hours(35), 'holt', 'holt-map', 'Before and after of one channel, ten months apart. No storm in between, only patience.', {
    pictures: [
      picture('chartMap', 31, 'Chart of a tidal channel in January: pale flats on both sides, the dotted way crosses in the middle.'),
      picture('chartMap', 32, 'The same chart in November: the deep water has moved to the right and the way across bends around it.'),
    ],
  }),
  told(hours(31), 'tomas', 'tomas-mate', 'Reglas para cartógrafos, dictadas por mi abuela mientras cebaba mate: si no sabes dónde estás, no dibujes todavía.'),
  boosted(hours(30.5), 'salma', 'tomas-mate'),
  boosted(hours(30), 'teo', 'tomas-mate'),
  told(hours(28), 'atlas', 'atlas-typo', 'Sheet 14 is out today, with all 212 groynes of the island.'),
  edited(hours(27.6), 'atlas-typo', 'Sheet 14 is out today, with all 221 groynes of the island. (We counted from the other end to be sure. It was not 212.)'),
  told(hours(23), 'salma', 'salma-drawing', 'طلبتُ من الصف أن يرسموا الطريق إلى البيت من الذاكرة. في كل خريطة تقريبًا مخبزٌ أكبر من المدرسة.\n\nI asked the class to draw the way home from memory. On nearly every map the bakery is larger than the school.'),
  boosted(hours(22.5), 'maren', 'salma-drawing'),
  boosted(hours(22), 'teo', 'salma-drawing'),
  boosted(hours(21.5), 'yuki', 'salma-drawing'),
  told(hours(18), 'efua', 'efua-list', 'Things that were wrong with the pier sensor, in the order in which I believed them:\n\n– the firmware\n– the other firmware\n– the moon\n– me\n– a gull'),
  told(hours(17.6), 'meteo', 'meteo-gull', 'Readings between 04:10 and 06:50 are marked as doubtful: gull.'),
  boosted(hours(17.4), 'efua', 'meteo-gull'),
  boosted(hours(17), 'rua', 'meteo-gull'),
  told(hours(11), 'holt', 'holt-office', 'Office day. Somebody has labelled the coffee machine "mean high water".'),
  told(hours(7), 'atlas', 'atlas-walk', 'Reminder with the autumn in it: the atlas shows where the flats fell dry when we looked. It does not know about tonight’s wind. Ask a person with wet boots before you walk.'),
  boosted(hours(6.6), 'jule', 'atlas-walk'),
  told(hours(2.6), 'efua', 'efua-connector', 'It was not the gull. It was the connector.'),
  told(hours(2.5), 'nils', 'nils-connector', '@efua@kelp.example *opens drawer*', { replyTo: 'efua-connector' }),
];
