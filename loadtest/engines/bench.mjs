// Usage: node bench.mjs DIRECTORY [--full]. Reads what ./riskgate bench --engines exported, proves that each engine fires the
// same rules as those of the JVM, measures, and prints Markdown. Exit code 1 if an engine disagrees.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as jsonRules from './json-rules.mjs';
import * as zen from './zen.mjs';

const ENGINES = [zen, jsonRules];
const full = process.argv.includes('--full');
const [directory] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const WARMUP_SECONDS = full ? 15 : 5;
const REPETITIONS = full ? 15 : 5;
const REPETITION_SECONDS = full ? 5 : 2;

/** Evaluates one checkout after the other, each awaited before the next begins. */
async function run(evaluate, facts, seconds) {
  const cpu = process.cpuUsage();
  const begin = process.hrtime.bigint();
  const end = begin + BigInt(seconds * 1e9);
  let evaluated = 0;
  let now = begin;
  while (now < end) {
    for (let i = 0; i < 10; i++) {
      await evaluate(facts[evaluated++ % facts.length]);
    }
    now = process.hrtime.bigint();
  }
  const { user, system } = process.cpuUsage(cpu);
  return { elapsed: Number(now - begin) / 1e3 / evaluated, cpu: (user + system) / evaluated };
}

async function prove(engine, evaluate, facts, checkouts) {
  for (const [i, { fired }] of checkouts.entries()) {
    const found = await evaluate(facts[i]);
    if (found.toSorted().join() !== fired.toSorted().join()) {
      throw new Error(`${engine.label} fires [${found}] and the JVM's engines [${fired}] on ${JSON.stringify(facts[i])}`);
    }
  }
}

async function measure(engine, { rules, checkouts }) {
  const evaluate = engine.open(rules);
  const facts = checkouts.map((checkout) => engine.prepare(checkout.facts));
  await prove(engine, evaluate, facts, checkouts);
  await run(evaluate, facts, WARMUP_SECONDS);
  const runs = [];
  for (let i = 0; i < REPETITIONS; i++) {
    runs.push(await run(evaluate, facts, REPETITION_SECONDS));
  }
  return runs;
}

const digits = (value) =>
  value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2, useGrouping: true });

function cell(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return `${digits(sorted[sorted.length >> 1])} (${digits(sorted[0])} to ${digits(sorted.at(-1))})`;
}

function table(title, sizes, results, measured) {
  console.log(`\n### ${title}\n\n| | ${sizes.map((size) => `${digits(size)} rules`).join(' | ')} |`);
  console.log(`| --- |${' ---: |'.repeat(sizes.length)}`);
  for (const [engine, bySize] of results) {
    console.log(`| ${engine.label} | ${bySize.map((runs) => cell(runs.map(measured))).join(' | ')} |`);
  }
}

const sizes = readdirSync(directory)
  .filter((name) => name.endsWith('.json'))
  .map((name) => Number.parseInt(name))
  .sort((a, b) => a - b);
const results = new Map(ENGINES.map((engine) => [engine, []]));
for (const size of sizes) {
  const workload = JSON.parse(readFileSync(join(directory, `${size}.json`)));
  for (const engine of ENGINES) {
    results.get(engine).push(await measure(engine, workload));
  }
}

const { dependencies } = createRequire(import.meta.url)('./package.json');
const versions = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
console.log(`\nNode ${process.version}, ${versions.join(', ')}: the median (least to most) of ${REPETITIONS} repetitions of \
${REPETITION_SECONDS} s after ${WARMUP_SECONDS} s of warm-up. All fire the same rules as the engines of the JVM.`);
table('On Node: one checkout, µs', sizes, results, (run) => run.elapsed);
table('On Node: one checkout, µs of CPU, of all threads', sizes, results, (run) => run.cpu);
