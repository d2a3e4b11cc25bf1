// Passwords as people make them: seasons, names, words, places, letters replaced by digits, walks over the keyboard.
// Each list has two halves, so that a score is trained with words other than those that it is measured with.

const words = (text: string): readonly string[] => text.split(' ')
const DATES = words(
  'Spring Summer Autumn Winter Fall January February March April May June July August September October November December Monday Friday Sunday',
)
const NAMES = words(
  'jennifer michael jessica daniel ashley matthew andrew thomas charlie nicole sophie oliver maria carlos giulia francesca hans juergen pierre camille yuki kenji anastasia dmitri priya rahul fatima omar bella rocky max luna simba buddy shadow molly',
)
const WORDS = words(
  'dragon monkey sunshine princess football baseball superman batman master shadow ninja mustang harley ranger tigger cheese coffee banana purple orange thunder diamond silver golden phoenix falcon eagle panther rocket matrix pepper ginger cookie chocolate summer flower butterfly rainbow guitar soccer hockey welcome letmein freedom liverpool arsenal chelsea barcelona juventus',
)
const PLACES = words('London Berlin Paris Madrid Chicago Austin Boston Tokyo Sydney Toronto Munich Vienna Oslo Dublin')
const SIGNS = words('! ! ! @ # $ * ? !! . - _ !1 #1 @1')
const WALKS = words(
  'qwerty123 1qaz2wsx qwertyuiop asdf1234 zaq12wsx 1q2w3e4r qazwsx123 Qwerty123! !QAZ2wsx 1qaz@WSX zxcvbnm1 q1w2e3r4 asdfghjkl1 qweasdzxc 123qweasd poiuytrewq 1qazxsw2 Zaq1@wsx',
)
const LEET: Readonly<Record<string, string>> = { a: '@4', e: '3', i: '1!', o: '0', s: '$5', t: '7' }
/** How often each habit is drawn; a word alone, which no scanner can tell from a placeholder, once in thirteen. */
const HABITS = words('date date name name word word place leet leet walk two phrase bare')
const KEYS = words(
  'DB_PASSWORD MYSQL_ROOT_PASSWORD POSTGRES_PASSWORD SMTP_PASS REDIS_PASSWORD ADMIN_PASSWORD LDAP_BIND_PASSWORD DATABASE_PWD FTP_PASSWORD APP_PASSPHRASE',
)
const CAMEL_KEYS = words(
  'password dbPassword adminPassword smtpPass redisPassword userPassword ftpPwd bindPassword rootPassword keystorePassword',
)

type Random = () => number

/** Numbers from 0 to 1 from a seed (mulberry32). */
export function random(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const pick = (next: Random, all: readonly string[]): string => all[Math.floor(next() * all.length)] as string
const capital = (word: string): string => (word[0] as string).toUpperCase() + word.slice(1)

/** A password and the habit that it was made by; `half` is the half of each list that it is made from. */
export function humanPassword(next: Random, half: 0 | 1): { readonly habit: string; readonly value: string } {
  const draw = (all: readonly string[]) =>
    pick(
      next,
      all.filter((_, i) => i % 2 === half),
    )
  const number = () => String(Math.floor(next() * 10 ** (1 + Math.floor(next() * 4))))
  const year = () => String(next() < 0.7 ? 2015 + Math.floor(next() * 12) : 1960 + Math.floor(next() * 50))
  const sign = () => pick(next, SIGNS)
  const tail = () =>
    pick(next, [year(), number(), year() + sign(), number() + sign(), sign() + year(), sign() + number()])
  const eitherCase = (word: string) => (next() < 0.5 ? capital(word) : word)
  const habits: Readonly<Record<string, () => string>> = {
    date: () => pick(next, DATES) + year() + (next() < 0.6 ? sign() : ''),
    name: () => eitherCase(draw(NAMES)) + tail(),
    word: () => eitherCase(draw(WORDS)) + tail(),
    place: () => draw(PLACES) + tail(),
    leet: () => leet(next, eitherCase(draw(WORDS))) + (next() < 0.5 ? tail() : ''),
    walk: () => draw(WALKS) + (next() < 0.3 ? sign() : ''),
    two: () => capital(draw(WORDS)) + capital(draw(WORDS)) + pick(next, [number(), year()]),
    phrase: () =>
      [draw(WORDS), draw(WORDS), draw(NAMES)].join(pick(next, ['-', '_', '.'])) + (next() < 0.5 ? number() : ''),
    bare: () => draw(next() < 0.3 ? NAMES : WORDS),
  }
  const habit = pick(next, HABITS)
  return { habit, value: (habits[habit] as () => string)() }
}

/** At least one letter becomes a digit or a sign. */
function leet(next: Random, word: string): string {
  const at = Math.max(0, word.search(/[aeiost]/))
  return Array.from(word, (letter, i) => {
    const signs = LEET[letter]
    return signs !== undefined && (i === at || next() < 0.6) ? pick(next, signs.split('')) : letter
  }).join('')
}

/** For each syntax the path and the text of a file that holds the password. */
export const SYNTAXES: Readonly<Record<string, (next: Random, value: string) => readonly [string, string]>> = {
  dotenv: (next, value) => ['.env', `${pick(next, KEYS)}=${/[#\s$"'\\`]/.test(value) ? `'${value}'` : value}\n`],
  yaml: (next, value) => [
    'config/application.yml',
    `db:\n  host: db.acme.internal\n  ${pick(next, CAMEL_KEYS)}: ${/^\w[\w.!-]*$/.test(value) ? value : `"${value}"`}\n  port: 5432\n`,
  ],
  json: (next, value) => [
    'config/settings.json',
    `{\n  "user": "shop",\n  "${pick(next, CAMEL_KEYS)}": ${JSON.stringify(value)},\n  "port": 5432\n}\n`,
  ],
  'connection string': (next, value) =>
    next() < 0.5
      ? ['appsettings.json', `{"Default": "Server=db.acme.internal;User Id=shop_app;Password=${value};Encrypt=True"}\n`]
      : ['.env', `DATABASE_URL=postgresql://shop_app:${encodeURIComponent(value)}@db.acme.internal:5432/shop\n`],
}
