/** A source of whole numbers from 0 to `below` - 1. */
export type Random = (below: number) => number

/** What formats are made of: what parsers decide by. */
const TOKENS = [
  ...[
    '"',
    '\\',
    '=',
    '|',
    ';',
    ',',
    '\t',
    ' ',
    '\n',
    '\0',
    '^^',
    '[',
    ']',
    '{',
    '}',
    ':',
    '<',
    '>',
    '%',
    '/',
    '?',
    '&',
    '\ufeff',
    '\u212a',
    '\ufffd',
  ],
  ...[
    '\\"',
    '\\=',
    '\\\\',
    '""',
    '%25',
    '%3D',
    '\\u003d',
    'CEF:0|',
    ' request=',
    ' requestMethod=POST',
    '|act=',
    '; action:"',
    '\turl=',
    ',THREAT,url,',
  ],
  ...[
    'mactok=',
    '/ui/chk',
    'UsRnMe=',
    '<14>',
    '<14>1 ',
    '535 ',
    'Nov 24 01:02:03 ',
    '2026-11-24T01:02:03Z ',
    '1794747600123456789',
    '2001:db8::1',
    '0.0.0.0',
  ],
]

/** A line made of one line, or of two, by a few small changes. At most 64 KiB. */
export function mutate(line: string, other: string, random: Random): string {
  let text = line
  for (let change = random(6); change >= 0; change--) text = changed(text, other, random)
  return text.slice(0, 65_536)
}

function changed(text: string, other: string, random: Random): string {
  const at = random(text.length + 1)
  const end = Math.min(text.length, at + random(40))
  const token = TOKENS[random(TOKENS.length)] ?? ''
  switch (random(8)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(end)
    case 2:
      return text.slice(0, at) + token + text.slice(at)
    case 3:
      return text.slice(0, at) + token + text.slice(at + token.length)
    case 4:
      return text.slice(0, at) + text.slice(at, end).repeat(1 + random(20)) + text.slice(end)
    case 5:
      return text.slice(0, at) + other.slice(random(other.length + 1))
    case 6:
      return text.slice(0, at) + String.fromCharCode(random(0x110)) + text.slice(at + 1)
    default:
      return text.slice(0, at) + other.slice(at, end) + text.slice(at)
  }
}
