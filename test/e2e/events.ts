/** A RunningRAT request as a Zscaler feed reports it; `token` tells one from another, and makes its group. */
export function matchingEvent(token: string): string {
  const url = `c2.example.net/ui/chk?mactok=${token}`
  return `CEF:0|Zscaler|NSSWeblog|5.7|Blocked|Malicious|3|act=Blocked src=192.0.2.10 dst=203.0.113.7 dhost=${token}.example.net request=${url} requestMethod=GET`
}

/** An ordinary request. */
export function harmlessEvent(token: string): string {
  return `CEF:0|Zscaler|NSSWeblog|5.7|Allowed|Allowed|3|act=Allowed src=192.0.2.10 dst=203.0.113.7 dhost=www.example.com request=www.example.com/${token} requestMethod=GET`
}
