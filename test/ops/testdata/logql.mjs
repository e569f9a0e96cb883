// node logql.mjs GOOD BAD: fails unless every query of GOOD, and none of BAD, is LogQL to Grafana's grammar.
import { readFileSync } from "node:fs";
import { parser } from "@grafana/lezer-logql";

function mistake(query) {
  let at = -1;
  parser.parse(query).iterate({ enter: (node) => { if (node.type.isError && at < 0) at = node.from; } });
  return at;
}

const [good, bad] = process.argv.slice(2).map((name) => JSON.parse(readFileSync(name, "utf8")));
const problems = [
  ...good.filter((q) => mistake(q) >= 0).map((q) => `no LogQL from character ${mistake(q)} on: ${q}`),
  ...bad.filter((q) => mistake(q) < 0).map((q) => `taken for LogQL: ${q}`),
];
problems.forEach((p) => console.error(p));
process.exit(problems.length > 0 ? 1 : 0);
