import { type Browser, chromium, type Page } from 'playwright-core'

/** Without the network flags Chromium looks for its maker's hosts at every start. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]

/** The Chromium of the machine, headless, with an empty profile. */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS })
}

/**
 * Resolves when the expression becomes true, looked at again before each frame. Playwright's waitForFunction would need 'unsafe-eval' from
 * the page, which the console's policy forbids.
 */
export async function waitUntil(page: Page, expression: string): Promise<void> {
  await page.evaluate(
    `new Promise((done) => { const look = () => ((${expression}) ? done() : requestAnimationFrame(look)); look() })`,
  )
}
