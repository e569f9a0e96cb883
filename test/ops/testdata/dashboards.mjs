// Bundled and run in a browser with window.dashboards, by file, set: looks up what the dashboards name in Grafana's own
// registries, lets Grafana's own code transform tables, and writes what is wrong into the page. What is said on the console is
// wrong, too: dashboards.html listens to it from the start.
import * as grafana from "@grafana/data";

const theme = grafana.createTheme();
const units = new Set(grafana.getValueFormats().flatMap((g) => g.submenu.map((f) => f.value)));
const transformers = [...new Map(Object.values(grafana.standardTransformers).map((t) => [t.id, t])).values()]; // one goes by two names
grafana.standardTransformersRegistry.setInit(() => transformers.map((t) => ({ id: t.id, name: t.name, transformation: t })));

const problems = window.problems;
let looked = 0;
let transformed = 0;
let where = "";
function want(ok, what) {
  looked++;
  if (!ok) problems.push(`${where}: ${what}`);
}

function color(name) {
  const hex = theme.visualization.getColorByName(name);
  want(/^(#[0-9a-f]{3,8}$|rgba?\(|transparent$)/i.test(hex), `no colour ${name}`);
}

// property looks at one setting of a field, in the defaults or in an override.
function property(id, value) {
  if (id === "unit") want(units.has(value), `no unit ${value}`);
  if (id === "color") {
    want(grafana.fieldColorModeRegistry.getIfExists(value.mode), `no colour mode ${value.mode}`);
    if (value.fixedColor) color(value.fixedColor);
  }
  if (id === "thresholds") {
    want(Object.values(grafana.ThresholdsMode).includes(value.mode), `no threshold mode ${value.mode}`);
    value.steps.forEach((step) => color(step.color));
  }
}

// shown is how Grafana writes a number in the panel's fields.
function shown(config) {
  const field = { name: "Value", type: grafana.FieldType.number, values: [0, 1234.5], config };
  const text = grafana.formattedValueToString(grafana.getDisplayProcessor({ field, theme })(1234.5));
  want(/\d/.test(text) && !text.includes("NaN"), `a number is written as ${text}`);
}

function options(o) {
  const calcs = [...(o.reduceOptions?.calcs ?? []), ...(o.legend?.calcs ?? []), ...(o.footer?.reducer ?? [])];
  calcs.forEach((id) => want(grafana.fieldReducers.getIfExists(id), `no calculation ${id}`));
}

// frames are what a data source answers to a panel's queries, as far as its transformations name the fields.
function frames(panel) {
  const of = (id) => panel.transformations.filter((t) => t.id === id).map((t) => t.options);
  const names = new Set(of("filterFieldsByName").flatMap((o) => o.include.names));
  const columns = [];
  for (const o of of("groupingToMatrix")) {
    names.add(o.rowField).add(o.columnField).add(o.valueField);
    const corner = `${o.rowField}\\${o.columnField}`;
    columns.push(...of("organize").flatMap((r) => Object.keys(r.indexByName)).filter((n) => n !== corner));
  }
  const prefix = of("renameByRegex").length > 0 ? "attributes." : "";
  return panel.targets.map(({ refId }) => {
    const own = [...names].filter((n) => !n.startsWith("Value #") || n === `Value #${refId}`);
    const rows = Math.max(2, columns.length);
    return grafana.toDataFrame({
      refId,
      fields: own.map((n) => {
        if (/^(Time|timestamp|@timestamp)$/.test(n)) return { name: n, type: "time", values: Array.from({ length: rows }, (_, i) => i) };
        if (n.startsWith("Value")) return { name: n, type: "number", values: Array.from({ length: rows }, (_, i) => i + 1) };
        return { name: prefix + n, type: "string", values: Array.from({ length: rows }, (_, i) => columns[i] ?? `${n} ${i}`) };
      }),
    });
  });
}

// transform wants every column that the panel renames or sets something for among what comes out.
function transform(panel, at) {
  const renamed = panel.transformations.filter((t) => t.id === "organize").flatMap((t) => Object.values(t.options.renameByName ?? {}));
  const set = panel.fieldConfig.overrides.map((o) => o.matcher.options);
  return new Promise((resolve) => {
    grafana.transformDataFrame(panel.transformations, frames(panel)).subscribe({
      next(out) {
        where = at;
        transformed++;
        want(out.length === 1, `${out.length} tables`);
        const names = out.flatMap((f) => f.fields.map((field) => grafana.getFieldDisplayName(field, f, out)));
        [...renamed, ...set].forEach((n) => want(names.includes(n), `no column ${n} among ${names}`));
        resolve();
      },
      error(e) { problems.push(`${at}: ${e}`); resolve(); },
    });
  });
}

async function panel(p, at) {
  where = at;
  options(p.options);
  Object.entries(p.fieldConfig.defaults).forEach(([id, value]) => property(id, value));
  shown(p.fieldConfig.defaults);
  for (const o of p.fieldConfig.overrides) {
    want(grafana.fieldMatchers.getIfExists(o.matcher.id), `no matcher ${o.matcher.id}`);
    o.properties.forEach((q) => property(q.id, q.value));
  }
  const unknown = (p.transformations ?? []).map((t) => t.id).filter((id) => !transformers.some((t) => t.id === id));
  // That one is in Grafana itself, not in its packages.
  want(unknown.every((id) => id === "extractFields"), `no transformation ${unknown}`);
  if (p.transformations && unknown.length === 0) await transform(p, at);
}

async function main() {
  for (const [file, dashboard] of Object.entries(window.dashboards)) {
    where = file;
    const range = grafana.rangeUtil.convertRawToRange(dashboard.time);
    want(range.from.isValid() && range.to.isValid() && range.from.isBefore(range.to), "no time range");
    for (const p of dashboard.panels.filter((q) => q.type !== "row")) await panel(p, `${file}: ${p.title}`);
  }
}

main().catch((e) => problems.push(`${where}: ${e.stack}`)).then(() => {
  const result = document.createElement("pre");
  result.id = "result";
  result.textContent = JSON.stringify({ problems, looked, transformed });
  document.body.append(result);
});
