// Passwords as people make them: seasons, names, words, places, letters replaced by digits, walks over the keyboard.
// Each list has two halves, so that a score is trained with words other than those that it is measured with.

/** Numbers from 0 to 1 from a seed (mulberry32). */
export function random(seed) {
  let s = seed >>> 0
  return () => {
    s = (s + 0x6d2b79f5) >>> 0
    let t = Math.imul(s ^ (s >>> 15), 1 | s)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const list = (t) => t.split(' ')
const SEASONS = list(
  'Spring Summer Autumn Winter Fall January February March April May June July August September October November December Monday Friday Sunday',
)
const NAMES = list(
  'jennifer michael jessica daniel ashley matthew andrew thomas charlie nicole sophie oliver maria carlos giulia francesca hans juergen pierre camille yuki kenji anastasia dmitri priya rahul fatima omar bella rocky max luna simba buddy shadow molly',
)
const WORDS = list(
  'dragon monkey sunshine princess football baseball superman batman master shadow ninja mustang harley ranger tigger cheese coffee banana purple orange thunder diamond silver golden phoenix falcon eagle panther rocket matrix pepper ginger cookie chocolate summer flower butterfly rainbow guitar soccer hockey welcome letmein freedom liverpool arsenal chelsea barcelona juventus',
)
const PLACES = list('London Berlin Paris Madrid Chicago Austin Boston Tokyo Sydney Toronto Munich Vienna Oslo Dublin')
const SIGNS = ['!', '!', '!', '@', '#', '$', '*', '?', '!!', '.', '-', '_', '!1', '#1', '@1']
const WALKS = list(
  'qwerty123 1qaz2wsx qwertyuiop asdf1234 zaq12wsx 1q2w3e4r qazwsx123 Qwerty123! !QAZ2wsx 1qaz@WSX zxcvbnm1 q1w2e3r4 asdfghjkl1 qweasdzxc 123qweasd poiuytrewq 1qazxsw2 Zaq1@wsx',
)
const LEET = { a: '@4', e: '3', i: '1!', o: '0', s: '$5', t: '7' }
const cap = (w) => w[0].toUpperCase() + w.slice(1)
/** A password and the habit that it was made by; `half` is 0 or 1. */
export function humanPassword(rnd, half = 0) {
  const halved = new Set([NAMES, WORDS, PLACES, WALKS])
  const pick = (all) => {
    const xs = halved.has(all) ? all.filter((_, i) => i % 2 === half) : all
    return xs[Math.floor(rnd() * xs.length)]
  }
  const year = () => String(rnd() < 0.7 ? 2015 + Math.floor(rnd() * 12) : 1960 + Math.floor(rnd() * 50))
  const number = () => String(Math.floor(rnd() * 10 ** (1 + Math.floor(rnd() * 4))))
  const tail = () =>
    pick([
      () => year(),
      () => number(),
      () => year() + pick(SIGNS),
      () => number() + pick(SIGNS),
      () => pick(SIGNS) + year(),
      () => pick(SIGNS) + number(),
    ])()
  const leet = (w) =>
    w
      .split('')
      .map((c) => (LEET[c] && rnd() < 0.6 ? pick(LEET[c].split('')) : c))
      .join('')
  const kinds = {
    season: () => pick(SEASONS) + year() + (rnd() < 0.6 ? pick(SIGNS) : ''),
    name: () => (rnd() < 0.5 ? cap(pick(NAMES)) : pick(NAMES)) + tail(),
    word: () => (rnd() < 0.5 ? cap(pick(WORDS)) : pick(WORDS)) + tail(),
    place: () => pick(PLACES) + tail(),
    leet: () => {
      let w
      do w = leet(pick([cap, (x) => x])(pick(WORDS)))
      while (!/[^A-Za-z]/.test(w))
      return w + (rnd() < 0.5 ? tail() : '')
    },
    walk: () => pick(WALKS) + (rnd() < 0.3 ? pick(SIGNS) : ''),
    two: () => cap(pick(WORDS)) + cap(pick(WORDS)) + pick([number, year])(),
    phrase: () => [pick(WORDS), pick(WORDS), pick(NAMES)].join(pick(['-', '_', '.'])) + (rnd() < 0.5 ? number() : ''),
    bare: () => pick(pick([NAMES, WORDS, WORDS])),
  }
  const order = [
    'season',
    'season',
    'name',
    'name',
    'word',
    'word',
    'place',
    'leet',
    'leet',
    'walk',
    'two',
    'phrase',
    'bare',
  ]
  const kind = pick(order)
  return { kind, value: kinds[kind]() }
}
const KEYS = list(
  'DB_PASSWORD MYSQL_ROOT_PASSWORD POSTGRES_PASSWORD SMTP_PASS REDIS_PASSWORD ADMIN_PASSWORD LDAP_BIND_PASSWORD DATABASE_PWD FTP_PASSWORD APP_PASSPHRASE',
)
const CAMEL = list(
  'password dbPassword adminPassword smtpPass redisPassword userPassword ftpPwd bindPassword rootPassword keystorePassword',
)
/** For each syntax the path and the text of a file that holds the password. */
export const SYNTAXES = {
  dotenv: (r, v) => ['.env', /[#\s$"'\\`]/.test(v) ? `${pickKey(r, KEYS)}='${v}'\n` : `${pickKey(r, KEYS)}=${v}\n`],
  yaml: (r, v) => [
    'config/application.yml',
    `db:\n  host: db.acme.internal\n  ${pickKey(r, CAMEL)}: ${/^[\w][\w.!-]*$/.test(v) ? v : `"${v}"`}\n  port: 5432\n`,
  ],
  json: (r, v) => [
    'config/settings.json',
    `{\n  "user": "shop",\n  "${pickKey(r, CAMEL)}": ${JSON.stringify(v)},\n  "port": 5432\n}\n`,
  ],
  connection: (r, v) =>
    r() < 0.5
      ? [
          'appsettings.json',
          `{"Default": "Server=db.acme.internal;Database=shop;User Id=shop_app;Password=${v};Encrypt=True"}\n`,
        ]
      : ['.env', `DATABASE_URL=postgresql://shop_app:${encodeURIComponent(v)}@db.acme.internal:5432/shop\n`],
}
const pickKey = (r, xs) => xs[Math.floor(r() * xs.length)]
