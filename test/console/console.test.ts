import type { Browser, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { Secret } from '../../src/base/secret.ts'
import type { HttpDependencies } from '../../src/http/http-dependencies.ts'
import { createHttpServer } from '../../src/http/http-server.ts'
import { openHttpServer } from '../http/open-http-server.ts'
import { emptyDependencies, sampleDependencies } from '../http/sample-dependencies.ts'
import { hostileAlert, HOSTILE_URL, openAlert, status } from '../http/sample-resources.ts'
import { findProgram, withoutChromium } from '../machine.ts'
import { startBrowser, waitUntil } from './browser.ts'

// A browser without a graphics card takes its time where the cores are busy.
t.setTimeout(300_000)

t.test('the console in a real browser', { skip: withoutChromium }, async (t) => {
  const browser = await startBrowser(findProgram('chromium') ?? '')
  t.teardown(() => browser.close())
  testLists(t, browser)
  testDetails(t, browser)
  testRefresh(t, browser)
  testToken(t, browser)
})

/** Opens a page, closed with the test, and waits until it shows a view. */
async function openView(t: Test, browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage()
  t.teardown(() => page.close())
  await page.goto(url)
  await waitUntil(page, `document.querySelector('#view h2') !== null`)
  return page
}

async function textOf(page: Page, selector: string): Promise<string> {
  return String(await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`))
}

function testLists(t: Test, browser: Browser): void {
  t.test('alerts are listed with what an analyst asks first', async (t) => {
    const page = await openView(t, browser, await openHttpServer(t))
    const alerts = await textOf(page, '#view tbody')
    for (const part of ['RunningRAT request parameters', '192.0.2.41', 'cdn.example.net', 'blocked', '17', 'normalised']) {
      t.match(alerts, part)
    }
    t.notMatch(alerts, 'prometheus-probes', 'what was suppressed has a list of its own')
    t.equal(await page.evaluate('document.title'), '(2) cefwatch')
    t.equal(await textOf(page, '#about'), 'up 3 d 3 h, version 0.1.0')
    t.equal(await textOf(page, '#state'), 'Needs attention')
    t.equal(await textOf(page, '.problems'), status.problems[0])
  })

  t.test('an URL that an attacker wrote is text, never markup', async (t) => {
    const base = await openHttpServer(t)
    for (const path of ['/', `/#alerts/${hostileAlert.id}`]) {
      const page = await openView(t, browser, base + path)
      if (path !== '/') await waitUntil(page, `document.querySelector('#details').open`)
      t.match(await textOf(page, path === '/' ? '#view' : '#details'), HOSTILE_URL, 'shown as it is')
      t.equal(await page.evaluate(`document.querySelector('img[src=x]')`), null, 'no such element')
      t.equal(await page.evaluate('document.body.id'), '', 'and nothing ran')
    }
  })

  t.test('markup by mistake would be stopped by the policy', async (t) => {
    const page = await openView(t, browser, await openHttpServer(t))
    await t.rejects(page.evaluate(`document.body.innerHTML = '<b>markup</b>'`), /TrustedHTML/)
  })

  t.test('every section shows its list', async (t) => {
    const page = await openView(t, browser, await openHttpServer(t))
    const cases: readonly [fragment: string, expected: readonly string[]][] = [
      ['#alerts?status=suppressed', ['prometheus-probes', '240']],
      ['#sources', ['192.0.2.9', 'not_cef', '%LINK-3-UPDOWN']],
      ['#rules', ['config/rules/running-rat.yaml', 'T1071.001']],
      ['#exclusions', ['2027-03-31', 'expired', 'urlPath: /ui/chk', 'SourceUserName has "ansible"']],
      ['#deliveries', ['https://tickets.example.com', 'pending', 'dead', 'alert.created']],
    ]
    for (const [fragment, expected] of cases) {
      await page.evaluate(`location.hash = '${fragment}'`)
      await waitUntil(page, `document.querySelector('#view').textContent.includes(${JSON.stringify(expected[0])})`)
      const text = await textOf(page, '#view')
      for (const part of expected) t.match(text, part, `${fragment} shows ${part}`)
    }
  })

  t.test('with nothing there, it says what to do', async (t) => {
    const page = await openView(t, browser, await openHttpServer(t, emptyDependencies))
    t.equal(await textOf(page, '#state'), 'Watching')
    t.match(
      await textOf(page, '#view'),
      /No event has arrived yet.*logger --udp --server 127\.0\.0\.1 --port 5514 .*\/ui\/chk\?mactok=/,
    )
  })

  t.test('nothing is wider than a phone', async (t) => {
    const page = await openView(t, browser, await openHttpServer(t))
    await page.setViewportSize({ width: 360, height: 740 })
    for (const section of ['alerts', 'sources', 'rules', 'exclusions', 'deliveries']) {
      await page.evaluate(`location.hash = '#${section}'`)
      await waitUntil(page, `document.querySelector('#sections [aria-current]').hash === '#${section}'`)
      t.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, section)
    }
    await page.evaluate(`location.hash = '#alerts/${openAlert.id}'`)
    await waitUntil(page, `document.querySelector('#details').open`)
    t.ok(await page.evaluate(`document.querySelector('#details').scrollWidth <= 360`), 'details')
  })
}

function testDetails(t: Test, browser: Browser): void {
  t.test('an alert opens and closes by keyboard, and the focus comes back', async (t) => {
    const page = await openView(t, browser, await openHttpServer(t))
    await page.evaluate(`document.getElementById('alert-${openAlert.id}').focus()`)
    await page.keyboard.press('Enter')
    await waitUntil(page, `document.querySelector('#details').open`)
    t.equal(await page.evaluate('location.hash'), `#alerts/${openAlert.id}`)
    await page.keyboard.press('Escape')
    await waitUntil(page, `location.hash === '#alerts'`)
    t.equal(await page.evaluate(`document.querySelector('#details').open`), false)
    t.equal(await page.evaluate('document.activeElement.id'), `alert-${openAlert.id}`)
  })

  t.test('a click anywhere in the row opens it', async (t) => {
    const page = await openView(t, browser, await openHttpServer(t))
    await page.evaluate(`document.querySelector('#view tbody td').click()`)
    await waitUntil(page, `document.querySelector('#details').open`)
    t.match(await textOf(page, '#details'), openAlert.raw)
  })

  t.test('the address of an alert shows all of it', async (t) => {
    const page = await openView(t, browser, `${await openHttpServer(t)}/#alerts/${openAlert.id}`)
    await waitUntil(page, `document.querySelector('#details').open`)
    t.equal(await textOf(page, '#details pre'), openAlert.raw)
    t.match(await textOf(page, '#details'), 'Address 198.51.100.23', 'entities')
    t.match(await textOf(page, '#details'), 'RequestURL/ui/chk?mactok=8f2c', 'what was sent')
    t.same(
      await page.evaluate(`[...document.querySelectorAll('#details mark')].map((mark) => mark.textContent)`),
      ['/ui/chk', 'mactok=', 'UsRnMe='],
      'the indicators marked in the URL',
    )
  })

  t.test('an unknown alert says so', async (t) => {
    const page = await openView(t, browser, `${await openHttpServer(t)}/#alerts/none`)
    await waitUntil(page, `document.querySelector('#details').open`)
    t.match(await textOf(page, '#details'), 'no alert has the id "none"')
  })
}

function testRefresh(t: Test, browser: Browser): void {
  t.test('it refreshes itself, and keeps the focus', async (t) => {
    let alerts = [openAlert]
    const list: HttpDependencies['alerts']['list'] = () => ({ items: alerts, next: null })
    const page = await openView(t, browser, await openHttpServer(t, { alerts: { list, get: () => null } }))
    await page.evaluate(`document.getElementById('alert-${openAlert.id}').focus()`)
    alerts = [hostileAlert, openAlert]
    await waitUntil(page, `document.getElementById('alert-${hostileAlert.id}') !== null`)
    t.equal(await page.evaluate('document.activeElement.id'), `alert-${openAlert.id}`)
  })

  t.test('events that match nothing are seen to arrive', async (t) => {
    let events = 0
    const deps = { ...emptyDependencies, status: () => ({ ...emptyDependencies.status(), events: { fortinet: events } }) }
    const page = await openView(t, browser, await openHttpServer(t, deps))
    t.match(await textOf(page, '#view'), 'No event has arrived yet')
    events = 1200
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
    await waitUntil(page, `document.querySelector('#view').textContent.includes('1,200 events were read')`)
  })

  t.test('it says when cefwatch is gone, and when it is back', async (t) => {
    // Becoming visible refreshes at once.
    const refreshUntil = async (state: string): Promise<void> => {
      await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
      await waitUntil(page, `document.querySelector('#state').textContent === '${state}'`)
    }
    const options = { address: '127.0.0.1', token: null, logger: null }
    const first = createHttpServer(sampleDependencies, { ...options, port: 0 })
    const port = await first.listen()
    const page = await openView(t, browser, `http://127.0.0.1:${port}`)
    await first.close()
    await refreshUntil('Unreachable')
    t.match(await textOf(page, '#view'), openAlert.rule.name, 'the last that was known stays')
    const second = createHttpServer(sampleDependencies, { ...options, port })
    await second.listen()
    t.teardown(() => second.close())
    await refreshUntil('Needs attention')
  })
}

function testToken(t: Test, browser: Browser): void {
  t.test('where the API wants a token, the page asks until it is right', async (t) => {
    const base = await openHttpServer(t, {}, { token: new Secret('correct-horse') })
    const page = await browser.newPage()
    await page.goto(`${base}/#alerts/${openAlert.id}`)
    await waitUntil(page, `document.querySelector('#token')?.open`)
    t.equal(await page.evaluate(`document.querySelector('#view h2')`), null, 'nothing is shown without')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await waitUntil(page, `document.querySelector('#token-problem').textContent !== ''`)
    await page.keyboard.type('correct-horse')
    await page.keyboard.press('Enter')
    await waitUntil(page, `document.querySelector('#view h2') !== null && document.querySelector('#details').open`)
    t.match(await textOf(page, '#details'), openAlert.raw)
  })
}
