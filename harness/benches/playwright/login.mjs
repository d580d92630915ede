// One worker: logs in as often as it is told, each time in a new browser context. It prints nothing; what it costs is measured
// from outside.
// Its one argument is a job in JSON: browser (path), logins, sp (address), email, password, trace (path), and
// evidence: "none", "pictures" (a screenshot and the text of the page at each step), or "trace" (Playwright's own as well).
import { rm } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const job = JSON.parse(process.argv[2]);
const browser = await chromium.launch({ executablePath: job.browser, args: ['--no-sandbox', '--disable-gpu'] });
for (let count = 0; count < job.logins; count++) await login();
await browser.close();

async function login() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  if (job.evidence === 'trace') await context.tracing.start({ screenshots: true, snapshots: true });
  const page = await context.newPage();
  try {
    await steps(page);
  } catch (error) {
    throw new Error(`${error.message}\nat ${page.url()}: ${await page.innerText('body')}`);
  }
  if (job.evidence === 'trace') {
    await context.tracing.stop({ path: job.trace });
    await rm(job.trace);
  }
  await context.close();
}

async function steps(page) {
  const seen = async () => {
    if (job.evidence === 'none') return;
    await page.screenshot();
    await page.innerText('body');
  };
  await page.goto(`${job.sp}/login/company`);
  await page.fill('input[name=email]', job.email);
  await seen();
  await page.click('button[type=submit]');
  await page.waitForSelector('text=Continue');
  await page.fill('input[name=email]', job.email);
  await seen();
  await page.click('text=Continue');
  await page.fill('input[name=password]', job.password);
  await seen();
  await page.click('button:text("Login")');
  await page.waitForURL(`${job.sp}/**`);
  await seen();
  await page.goto(`${job.sp}/me`);
  const user = (await page.innerText('#user')).trim();
  await seen();
  if (user !== job.email) throw new Error(`signed in: ${user}`);
}
