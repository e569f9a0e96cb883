# Flattens what the Collector's file exporter writes (OTLP-JSON, one export request a line), for the runbooks' queries:
#   jq -L docs/runbooks -r 'include "mcp"; events | row(.time, .["gen_ai.tool.name"])' audit.jsonl

# The plain value of an OTLP value.
def value:
  if type != "object" then null
  elif has("stringValue") then .stringValue
  elif has("intValue") then (.intValue | tonumber)
  elif has("doubleValue") then .doubleValue
  elif has("boolValue") then .boolValue
  elif has("arrayValue") then [.arrayValue.values[]? | value]
  elif has("kvlistValue") then (reduce .kvlistValue.values[]? as $p ({}; .[$p.key] = ($p.value | value)))
  else null end;

def attributes: reduce .[]? as $p ({}; .[$p.key] = ($p.value | value));

# One flat object for each log record: its attributes by name, and time, event and body.
def events:
  .resourceLogs[]?
  | (.resource.attributes | attributes) as $resource
  | .scopeLogs[]?.logRecords[]?
  | $resource + (.attributes | attributes)
    + {time: (((.timeUnixNano // "0" | tonumber) / 1000000000) | floor | todate), event: .eventName, body: (.body | value)};

# One line of tab-separated values.
def row(f): [f] | map(if type == "array" or type == "object" then tojson elif . == null then "-" else tostring end) | @tsv;

# How often each combination of values occurs, the most frequent first. Wants a list of events.
def top(f): group_by([f]) | map({n: length, by: (.[0] | [f])}) | sort_by(-.n) | .[] | row(.n, .by[]);
