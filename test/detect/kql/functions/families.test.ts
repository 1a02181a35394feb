import t from 'tap'
import { valueOf } from '../query-of.ts'

/**
 * Functions that the engine's own answers do not cover, by examples of their reference pages.
 * Source: https://learn.microsoft.com/kusto/query/scalar-functions
 */
const VALUES: readonly (readonly [expression: string, expected: unknown])[] = [
  // Addresses.
  ['ipv4_is_private("192.168.1.1/24")', true],
  ['ipv4_is_private("10.1.2.3")', true],
  ['ipv4_is_private("172.32.0.1")', false],
  ['ipv4_is_private("208.157.1.1")', false],
  ['ipv4_is_private("127.0.0.1")', false],
  ['ipv4_is_private("x")', null],
  ['ipv4_is_in_range("127.0.0.1", "127.0.0.1")', true],
  ['ipv4_is_in_range("192.168.1.6", "192.168.1.1/24")', true],
  ['ipv4_is_in_range("192.168.1.1", "192.168.2.1/24")', false],
  ['ipv4_is_in_any_range("192.168.1.6", "10.0.0.0/8", "192.168.1.1/24")', true],
  ['ipv4_is_in_any_range("192.168.1.6", dynamic(["10.0.0.0/8"]))', false],
  ['ipv4_is_match("192.168.1.1/24", "192.168.1.255")', true],
  ['ipv4_is_match("192.168.1.1", "192.168.1.255")', false],
  ['ipv4_is_match("192.168.1.1", "192.168.1.0", 24)', true],
  ['ipv4_compare("192.168.1.255", "192.168.1.1")', 1n],
  ['parse_ipv4("192.168.1.1/24")', 3232235776n],
  ['parse_ipv4("192.168.1.1")', 3232235777n],
  ['parse_ipv4("300.0.0.1")', null],
  ['format_ipv4("192.168.1.255", 24)', '192.168.1.0'],
  ['format_ipv4(3232236031)', '192.168.1.255'],
  ['format_ipv4_mask("192.168.1.255", 24)', '192.168.1.0/24'],
  ['ipv6_is_match("::ffff:7f00:1", "127.0.0.1")', true],
  ['ipv6_is_in_range("a5e:f127:8a9d:146d:e102:b5d3:c755:abcd", "a5e:f127:8a9d:146d:e102:b5d3:c755:0/112")', true],
  ['parse_ipv6("127.0.0.1")', '0000:0000:0000:0000:0000:ffff:7f00:0001'],
  ['parse_ipv6(":fe80::85d:e82c:9446:7994")', ''],
  ['has_ipv4("05:04:54 127.0.0.1 GET /a", "127.0.0.1")', true],
  ['has_ipv4("05:04:54127.0.0.1 GET /a", "127.0.0.1")', false],
  ['has_any_ipv4("1.2.3.4;x", "9.9.9.9", "1.2.3.4")', true],
  ['has_ipv4_prefix("05:04:54 127.0.0.1 GET", "127.0.")', true],
  ['has_ipv4_prefix("05:04:54 127.0.0.1 GET", "127.0")', false],
  ['has_any_ipv4_prefix("x 10.1.2.3", dynamic(["192.168.", "10."]))', true],
  // Encodings.
  ['url_decode("https%3a%2f%2fwww.bing.com%2f")', 'https://www.bing.com/'],
  ['url_decode("100%")', '100%'],
  ['base64_encode_tostring("Kusto")', 'S3VzdG8='],
  ['base64_decode_tostring("S3VzdG8=")', 'Kusto'],
  ['base64_decode_tostring("U3RyaW5n0KHR0tGA0L7Rh9C60LA=")', ''],
  ['hash_sha256("World")', '78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524'],
  ['hash_md5("World")', 'f5a7924e621e84c9280a9a27e1bcb7f6'],
  [
    'parse_url("scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment")',
    {
      Scheme: 'scheme',
      Host: 'host',
      Port: '1234',
      Path: '/this/is/a/path',
      Username: 'username',
      Password: 'password',
      'Query Parameters': { k1: 'v1', k2: 'v2' },
      Fragment: 'fragment',
    },
  ],
  ['parse_urlquery("k1=v1&k2=v2&k3=v3")["Query Parameters"]["k2"]', 'v2'],
  // Dynamic values.
  ['parse_json("{\\"a\\": 9007199254740993}").a == 9007199254740993', true],
  ['parse_json("no json")', 'no json'],
  ['tostring(parse_json("{\\"a\\": [1, \\"b\\"]}"))', '{"a":[1,"b"]}'],
  ['dynamic({"a": {"b": 5}}).a.b', 5],
  ['dynamic({"a b": 5})["a b"]', 5],
  ['dynamic([1, 2, 3])[-1]', 3],
  ['dynamic({"a": "x"}).a == "x"', true],
  ['dynamic({"a": 5}).a > 4', true],
  ['dynamic({"a": "some text"}).a has "text"', true],
  ['bag_has_key(dynamic({"a": 1}), "a")', true],
  ['set_has_element(dynamic(["a", "b"]), "b")', true],
  ['set_union(dynamic([1, 2]), dynamic([2, 3]))', [1, 2, 3]],
  ['array_rotate_left(dynamic([1, 2, 3, 4, 5]), 2)', [3, 4, 5, 1, 2]],
  ['array_iff(dynamic([true, false]), dynamic([1, 2]), 9)', [1, 9]],
  ['pack_array(1, "a", dynamic(null))', [1, 'a', null]],
  [
    'zip(dynamic([1, 3]), dynamic([2]))',
    [
      [1, 2],
      [3, null],
    ],
  ],
  // Lists that come with the row.
  ['"b" in (split(Message, ","))', true],
  ['"B" in~ (split(Message, ","))', true],
  ['"x" !in (split(Message, ","))', true],
  ['"some c" has_any (split(Message, ","))', true],
  ['"a b" has_all (split(Message, ","))', false],
  ['EventCount in (FileSize, 5)', true],
  ['parse_json("{\\"a\\": 5}").a in (4, 5)', true],
  // Texts and patterns.
  ['extract("hello (\\\\d+)", 1, "hello 42", typeof(long))', 42n],
  ['replace("(\\\\w+) (\\\\w+)", "\\\\2 \\\\1", "a b")', 'b a'],
  ['translate("krasp", "otsku", "spark")', 'kusto'],
  ['indexof("abcabc", "abc", 1)', 3n],
  ['split("a_b_c", "_", 1)', ['b']],
  ['strrep("ab", 2, "-")', 'ab-ab'],
  // Times.
  ['datetime_part("week_of_year", datetime(2020-12-31))', 53n],
  ['unixtime_seconds_todatetime(1) == datetime(1970-01-01 00:00:01)', true],
  ['ago(1h) < now()', true],
  ['datetime(2020-01-02) between (datetime(2020-01-01) .. 2d)', true],
  // Numbers.
  ['binary_and(6, 3)', 2n],
  ['tohex(256)', '100'],
  ['floor(7, 5)', 5n],
  ['todecimal("0.1") + todecimal("0.2")', '0.3'],
  ['todecimal("12345678901234567890.5") * 2', '24691357802469135781'],
  ['toguid("74be27de-1e4e-49d9-b579-fe0b331d3642") == "74be27de-1e4e-49d9-b579-fe0b331d3642"', true],
]

const ROW = { TimeGenerated: 17_000_000_000_000_000n, Message: 'a,b,c', EventCount: 5 }

t.test('functions by their reference', (t) => {
  for (const [expression, expected] of VALUES) t.same(valueOf(expression, ROW), expected, expression)
  t.end()
})
