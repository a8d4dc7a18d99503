import type { CastAct, CastPost } from '../../cast-types.ts';
import { createRandom, seedFrom, type PracticeRandom } from '../../random.ts';
import { keys, people } from '../people.ts';
import { picture } from '../pictures.ts';
import { post } from '../telling.ts';

/** One kind of small news somebody has again and again, never in the same words with the same numbers. */
type Habit = (key: string, dice: PracticeRandom, round: number) => CastAct;

const of = <T>(dice: PracticeRandom, ...items: readonly [T, ...T[]]): T => dice.pick(items);

/** One after the other, so that a sentence comes back only when all have been said. */
const inTurn = <T>(round: number, ...items: readonly [T, ...T[]]): T => items[round % items.length] ?? items[0];

const directions = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

/** Weather has a memory: pressure swings slowly, and wind and rain follow it. */
function weather(turn: number, dice: PracticeRandom): { readonly pressure: number; readonly wind: number; readonly trend: string; readonly direction: string } {
  const at = (t: number): number => 1009 + 14 * Math.sin(t / 2.7) + 5 * Math.sin(t / 1.1 + 1);
  const change = at(turn) - at(turn - 1);
  const trend = Math.abs(change) < 1.5 ? 'steady' : change > 0 ? 'rising' : 'falling';
  const wind = Math.round(Math.min(8, 2 + Math.abs(change) * 0.7 + dice.unit() * 1.5));
  return { pressure: Math.round(at(turn)), wind, trend, direction: directions[(turn * 3 + dice.between(0, 1)) % 8] ?? 'W' };
}

const habits: readonly [Habit, ...Habit[]] = [
  (key, dice, round) => {
    const { pressure, wind, trend, direction } = weather(round, dice);
    const remark = wind > 5 ? of(dice, 'The bench has been warned.', 'Spray over the rail.', 'Hold on to your hat or give it up in good time.') : of(dice, 'All sensors answer.', 'Visibility: past the second buoy.', 'The gull is elsewhere.', 'The bench is where it was.');
    return post('meteo', key, `Wind ${direction} ${wind}. Pressure ${pressure} hPa, ${trend}. Water ${(8.2 + dice.unit()).toFixed(1)} °C. ${remark}`, { visibility: 'unlisted' });
  },
  (key, dice, round) => {
    const sector = dice.between(1, 6);
    const species = of(dice, 'dunlin', 'brent geese', 'golden plovers', 'wigeon', 'curlews');
    const second = inTurn(round, 'a peregrine, which shortened the count', 'two seals, who counted us', 'one heron with opinions', 'nothing else, and a great deal of sky');
    return post('count', key, `Sector ${sector}: ${dice.between(8, 60) * 10 + dice.between(0, 9)} ${species}, and ${second}. #birds`);
  },
  (key, dice, round) => post('jule', key, `${of(dice, 'Heute am Siel', 'Auf der Salzwiese', 'Draußen am Priel', 'Unterhalb der Warft')}: ${dice.between(12, 90)} ${of(dice, 'Säbelschnäbler', 'Rotschenkel', 'Pfeifenten', 'Austernfischer')}, ${inTurn(round, 'alle mit dem Rücken zum Wind.', 'sehr beschäftigt.', 'und einer, der nicht weiß, wohin er gehört.', 'gezählt mit kalten Fingern.')}`),
  (key, dice, round) => post('ferry', key, `${of(dice, 'Crossing', 'Evening crossing', 'Last boat', 'Extra boat')}: ${of(dice, 'smooth', 'a little lively', 'flat as a table', 'rolling, in a friendly way')}, ${dice.between(14, 160)} passengers, ${inTurn(round, 'one dog asleep on the wrong bag.', 'two bicycles that did not know each other.', 'everybody on the port side because of a seal.', 'nobody in a hurry.')}`),
  (key, _dice, round) => post('ines', key, inTurn(round, 'Ablegen mit drei Minuten Verspätung, angelegt mit einer zu früh. Ich nenne das Ausgleich.', 'Ein Fahrgast fragte, ob wir auch rückwärts fahren. Wir fahren jeden Tag rückwärts, man muss nur am Heck stehen.', 'Tonnenkontrolle: die grüne liegt wieder drei Meter weiter links als sie denkt.', 'Nebelhorn geprüft. Die Kühe am Deich haben geantwortet.', 'Heute eine ganze Überfahrt lang nur Möwen und das Klappern der Tassen. Ich will nichts anderes. :wave:')),
  (key, dice, round) => {
    const project = inTurn(Math.floor(round / 4), 'The harbour wall, knitted', 'The eastern channel as a scarf', 'A tide curve for a cardigan', 'The island, one village at a time');
    const remark = inTurn(round, 'and no mistakes that I know of.', 'one mistake, already loved.', 'and the yarn has started to have plans of its own.', 'pulled back six, gained two, learned one.');
    return post('thread', key, `${project}: ${(round % 4) * 30 + dice.between(8, 30)} rows, ${remark}`);
  },
  (key, dice, round) => post('wool', key, `In the pot: ${inTurn(round, 'birch leaves', 'madder root', 'goldenrod', 'red onion skins', 'alder cones', 'tansy')}. ${of(dice, 'First bath honey, second bath straw.', 'Smells like a wet library.', 'The colour is shy today; it will come out when I stop looking.', 'Dry by tomorrow, if the sky keeps its word.')}`),
  (key, dice, round) => post('yuki', key, `${of(dice, '今日のパン', '午後の一枚', '窯の二回目')}：${inTurn(round, 'くるみ', '海苔と胡麻', '黒豆', '柚子', '山ぶどう')}。${of(dice, '焼き上がりまであと少し。', 'いい音で焼けました。', '最後の一つは自分で食べました。', '港の人が匂いで起きました。')}`),
  (key, _dice, round) => post('aiko', key, inTurn(round, '返却された本のしおりが、先週の潮見表だった。', '今日の録音：波、波、遠くの自転車、波。', '図書館の窓から鳶が三羽。利用者登録はまだ。', '雨の日は、海の本より山の本がよく借りられます。', '閉館の音楽のあと、もう一度だけ雁の声がした。')),
  (key, dice, round) => post('dev', key, `${of(dice, 'Lake, east shore', 'Lake, by the old pump', 'South bund', 'The far reeds')}: ${dice.between(30, 480)} ${of(dice, 'bar-headed geese', 'northern pintails', 'ruddy shelducks', 'garganey')}, ${inTurn(round, 'and a fisherman who knew the number before I had counted.', 'light too beautiful for exact work.', 'counted twice, tea in between.', 'one of them asleep on one leg, like a bookmark.')}`),
  (key, _dice, round) => post('oksana', key, inTurn(round, 'На болоті тихо. Так тихо, що чути, як очерет передумує.', 'Сіра чапля стоїть там, де й учора. Я теж. Ми звикаємо одна до одної.', 'Дощ ішов у два боки одночасно. Птахи вдали, що так і треба.', 'Нова стежка через трясовину: сімсот кроків, з них чотири мокрі.', 'Журавлі кричали над селом. Усі вийшли на ґанки, ніхто нічого не сказав.')),
  (key, dice, round) => post('rua', key, `${inTurn(round, 'The ewe with one horn', 'Number forty-three', 'The old ram', 'A lamb with no respect')} ${of(dice, 'has found the gate.', 'has learned how the latch works and is teaching the others.', 'stood in the burn for an hour, thinking.', 'is on the right side of the fence, looking at the wrong one.')}`),
  (key, _dice, round) => post('efua', key, inTurn(round, 'Deleted four hundred lines today. The program does the same, only calmer.', 'The test failed because it is winter in the data and summer in the test. I respect that.', 'Sensor 7 reports a water temperature of 81 °C. Sensor 7 is in somebody’s tea.', 'Wrote the documentation first. The program is now embarrassed and trying to keep up.', 'A long cable is just a slow antenna with ambitions.')),
  (key, _dice, round) => post('salma', key, inTurn(round, 'سأل طالب: أين تنتهي الخريطة؟ قلت: حيث تعب من رسمها.', 'درس اليوم عن الظلّ: قسنا ارتفاع المدرسة بعصا وشمس وصبر.', 'وجدنا في الأرشيف خريطة بلا عنوان. قرّر الصف أن هذا عنوانها.', 'كل واحد رسم الشارع نفسه. حصلنا على اثنين وعشرين شارعًا.', 'رسمنا وردة الرياح في ساحة المدرسة بالطباشير. بقيت حتى جاء المطر من الشمال الغربي، كما توقّعت.')),
  (key, _dice, round) => post('tomas', key, inTurn(round, 'El mapa dice «camino». El camino dice otra cosa. Le creo al camino.', 'Vuelta larga en bicicleta: tres puentes, dos perros, una conversación sobre el precio del mate.', 'El río subió veinte centímetros y el vecino, la voz. Ya bajan los dos.', 'Medí la isla otra vez. Tiene la forma de siempre, menos el borde.', 'En la biblioteca del barrio hay un plano de 1923 con una mancha de dulce de leche. Está bien georreferenciada.')),
  (key, _dice, round) => post('teo', key, inTurn(round, 'Argamassa nova, parede antiga: têm de se conhecer devagar.', 'O elétrico passou vazio e mesmo assim esperou na paragem. Educação.', 'Encontrei atrás de um azulejo um bilhete de 1958: «volto já».', 'Hoje limpei uma andorinha de cerâmica. Ficou com ar de quem vai chegar a tempo.', 'Chuva miudinha, escada lisa, trabalho de dentro.')),
  (key, _dice, round) => post('lucja', key, inTurn(round, 'Kosz do połowy pełny, głowa też. Wracam dłuższą drogą.', 'W tłumaczeniu utknęłam na słowie „home”. Polski ma dom, ale nie ma drzwi od tej strony.', 'Narysowałam maślaka. Wyszedł podobny do wuja.', 'Dzisiaj znalazłam tylko jeden grzyb, za to bardzo pewny siebie.', 'Las pachniał jak zeszyt, w którym ktoś zasuszył cały wrzesień.')),
  (key, dice, round) => post('fern', key, `${inTurn(round, 'Marsh samphire, Salicornia europaea', 'Hart’s-tongue, Asplenium scolopendrium', 'Sea holly, Eryngium maritimum', 'Bog myrtle, Myrica gale', 'Sundew, Drosera rotundifolia')}. ${of(dice, 'Easy to overlook, hard to forget.', 'Found where nobody had mown for a year.', 'Please look, do not pick.', 'Small, stubborn, doing well.')}\n\n#plants`),
  (key, dice, round) => post('nils', key, `Tonight on ${inTurn(round, '518 kHz', '1.8 MHz', '2182 kHz, for old times’ sake', '5 MHz')}: ${of(dice, 'a weather report in a voice like warm gravel.', 'two trawlers discussing soup.', 'static, with a rhythm if you want one.', 'a lighthouse keeper’s daughter saying good night to a fleet.')}`),
  (key, _dice, round) => post('amara', key, inTurn(round, 'Nuages. J’ai appris aux élèves à observer les nuages ; c’est du ciel aussi.', 'Saturne ce soir, toute petite et très bien élevée.', 'Question du jour : « Pourquoi la nuit est-elle noire, s’il y a tant d’étoiles ? » On a pris toute l’heure.', 'Le miroir est nettoyé. On voit maintenant aussi les poussières d’ailleurs.', 'Un satellite a traversé le champ. Toute la classe a fait un vœu, par prudence.')),
  (key, _dice, round) => post('meera', key, inTurn(round, 'आज की धूप बरामदे के दूसरे कोने तक गई। कुर्सी भी गई।', 'मोज़े का दूसरा पाँव हमेशा पहले से छोटा क्यों लगता है?', 'पड़ोस की बच्ची ने पहला फंदा सीखा। अब सब कुछ फंदा है।', 'दो सलाइयाँ, एक कप चाय, कोई जल्दी नहीं।', 'पुराना स्वेटर उधेड़ा। ऊन को सब याद था।')),
  (key, _dice, round) => post('hanne', key, inTurn(round, 'Leim kocht, Katze schläft, Buch Nummer elf von zwanzig.', 'Im Falz eines Gesangbuchs: ein getrocknetes Edelweiß und eine Einkaufsliste. Beides erhalten.', 'Heute nur Vorsatzpapier geschnitten. Manche Tage sind Vorsatz.', 'Eine Kundin brachte das Märchenbuch ihrer Großmutter. Sie bleibt beim Warten lieber im Raum. Verständlich.', 'Goldschnitt geübt. Am Ärmel ist er schon sehr gut.')),
  (key, _dice, round) => post('pepper', key, inTurn(round, 'She has moved into the laundry basket and is taking visitors between three and four.', 'She brought us a leaf. We thanked her. She brought us the rest of the tree.', 'New box. Old box is said to be hurt.', 'She looked at the empty corner for ten minutes. We have checked the corner. It is a good corner.', 'Breakfast was two minutes late. A complaint was filed, in person, on my chest.')),
  (key, dice, round) => post('holt', key, `Levelled ${dice.between(3, 14)} points today. ${inTurn(round, 'Closing error: two millimetres and a sandwich.', 'Everything is where it says it is, which is rarer than you think.', 'One marker has been adopted by ants and will be left to them.', 'The new staff reads well; the old surveyor less so without glasses.')}`),
  (key, dice, round) => post('atlas', key, `Correction to sheet ${dice.between(2, 15)}: ${inTurn(round, 'the withies mark the channel on its other side since last month.', 'the footbridge is open again.', 'the mussel bank has grown by about a football pitch.', 'what we called a wreck is a very old tractor. Thank you to the tractor’s owner.')}`),
  (key, _dice, round) => post('maren', key, inTurn(round, 'Plankton net came up with forty copepods, one larval crab and somebody’s wedding invitation. We have answered it.', 'Kelp growth: 11 mm since yesterday. I know teenagers who are slower.', 'Two hours in the cold lab labelling jars. I now talk in Latin and cannot feel my thumbs.', 'Low tide walk with the students. They found an octopus; the octopus had found us earlier.', 'The spreadsheet balances. I do not trust it. :kelp:')),
];

const pictured: readonly [Habit, ...Habit[]] = [
  (key, dice) => post('jule', key, of(dice, 'Abendkette über dem Watt.', 'Noch eine Kette, noch ein Abend.', 'Und dann wurde es still.'), { pictures: [picture('geese', dice.between(100, 140), 'Gänse in Ketten über dem Watt, die Sonne tief am Horizont.')] }),
  (key, dice) => post('aiko', key, of(dice, '霧の朝。', '山が五つ、声が一つ。', '今日は山だけ。'), { pictures: [picture('mist', dice.between(100, 140), '霧のなかに重なる青灰色の山並み、空に鳥の列。')] }),
  (key, dice) => post('rua', key, of(dice, 'The light, from the byre door.', 'Clear night. You could read by it, if you were a moth.', 'Two sweeps and a star.'), { pictures: [picture('nightLight', dice.between(100, 140), 'A lighthouse at night with two beams over a calm sea, stars above.')] }),
  (key, dice) => post('dev', key, of(dice, 'Morning register.', 'All present.', 'They were here before the light was.'), { pictures: [picture('lake', dice.between(100, 140), 'Geese standing in a pink lake at first light.')] }),
  (key, dice) => post('wool', key, of(dice, 'Washing line, this week’s weather.', 'Six colours, one garden.', 'Nearly dry.'), { pictures: [picture('skeins', dice.between(100, 140), 'Six skeins of naturally dyed wool on a line in light rain.')] }),
  (key, dice) => post('ines', key, of(dice, 'Feierabend im Hafen.', 'Alle da.', 'Spiegelglatt.'), { pictures: [picture('harbour', dice.between(100, 140), 'Bunte Giebelhäuser am Hafen, davor drei kleine Segelboote.')] }),
];

/** Who would see a post of this author and might like it. */
function audience(author: string): readonly string[] {
  return people.filter((person) => person.follows?.includes(author)).map((person) => person.key);
}

/** Habits in an order of their own in every round, so that nobody says the same kind of thing twice in a row. */
function habitAt(seed: number, round: number, place: number): Habit {
  const dice = createRandom(seedFrom(seed, `round ${round}`));
  const order = habits.map((habit) => ({ habit, rank: dice.unit() })).toSorted((a, b) => a.rank - b.rank);
  return order[place % order.length]?.habit ?? habits[0];
}

function react(seed: number, index: number, target: CastPost, kind: 'boost' | 'favourite'): CastAct {
  const dice = createRandom(seedFrom(seed, `react ${index}`));
  const readers = audience(target.author);
  const by = readers[dice.between(0, Math.max(0, readers.length - 1))] ?? keys.maren;
  return { kind, by, of: target.key };
}

/** Three posts, then two people liking them: acts of the same number are always the same. */
const beat = ['post', 'favourite', 'post', 'boost', 'post', 'favourite'] as const;

export function createVariation(seed: number): (index: number) => CastAct {
  function postAt(index: number): CastAct {
    const count = Math.floor(index / 2);
    const dice = createRandom(seedFrom(seed, `post ${index}`));
    const key = `later-${index}`;
    if (count % 9 === 8) return inTurn(Math.floor(count / 9), ...pictured)(key, dice, count);
    const told = count - Math.floor(count / 9);
    const round = Math.floor(told / habits.length);
    return habitAt(seed, round, told % habits.length)(key, dice, round);
  }
  return (index) => {
    const kind = beat[index % beat.length] ?? 'post';
    if (kind === 'post') return postAt(index);
    const before = postAt(index - 1);
    return before.kind === 'post' ? react(seed, index, before.post, kind) : before;
  };
}
