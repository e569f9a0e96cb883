// What it takes to test the shipped pipelines against counterparts that speak the real protocols.
module github.com/otelcol-mcp/otelcol-mcp/test/siem

go 1.26.0

require (
	github.com/open-telemetry/opentelemetry-collector-contrib/receiver/splunkhecreceiver v0.158.0
	github.com/stretchr/testify v1.11.1
	github.com/twmb/franz-go v1.22.2
	github.com/twmb/franz-go/pkg/kfake v0.0.0-20260918054303-01f206a7e32c
	go.opentelemetry.io/collector/component/componenttest v0.158.0
	go.opentelemetry.io/collector/consumer/consumertest v0.158.0
	go.opentelemetry.io/collector/pdata v1.64.0
	go.opentelemetry.io/collector/receiver/receivertest v0.158.0
	gopkg.in/yaml.v3 v3.0.1
)
