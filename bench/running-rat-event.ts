/** A request of RunningRAT that makes an alert of its own: `token` is its destination. */
export function runningRatEvent(token: string): string {
  return (
    `<134>Nov 24 01:02:03 nss CEF:0|Zscaler|NSSWeblog|5.7|Blocked|x|3|act=Blocked src=192.0.2.10 dst=203.0.113.7 ` +
    `dhost=${token}.example.net request=${token}.example.net/ui/chk?mactok=1 requestMethod=GET`
  )
}
