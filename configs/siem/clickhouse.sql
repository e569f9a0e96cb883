-- Tables for configs/siem/clickhouse.yaml, in the layout of the OpenTelemetry ClickHouse exporter.
-- Retention is the TTL: 90 days of audit trail and findings. On a cluster add ON CLUSTER and a Replicated engine.
CREATE DATABASE IF NOT EXISTS mcp;

CREATE TABLE IF NOT EXISTS mcp.mcp_audit
(
    Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1)),
    TraceId String CODEC(ZSTD(1)),
    SpanId String CODEC(ZSTD(1)),
    TraceFlags UInt8,
    SeverityText LowCardinality(String) CODEC(ZSTD(1)),
    SeverityNumber UInt8,
    ServiceName LowCardinality(String) CODEC(ZSTD(1)),
    Body String CODEC(ZSTD(1)),
    ResourceSchemaUrl LowCardinality(String) CODEC(ZSTD(1)),
    ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    ScopeSchemaUrl LowCardinality(String) CODEC(ZSTD(1)),
    ScopeName String CODEC(ZSTD(1)),
    ScopeVersion LowCardinality(String) CODEC(ZSTD(1)),
    ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    LogAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    -- The exporter looks for this column when it starts, and leaves it out for good where the server does not answer then.
    EventName String DEFAULT LogAttributes['event.name'] CODEC(ZSTD(1)),
    INDEX idx_session LogAttributes['mcpsec.session.key'] TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_user LogAttributes['user.id'] TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(Timestamp)
ORDER BY (EventName, Timestamp)
TTL toDateTime(Timestamp) + INTERVAL 90 DAY
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1;

CREATE TABLE IF NOT EXISTS mcp.mcp_findings AS mcp.mcp_audit;

-- The collector writes and reads nothing; analysts read. Set the passwords, and keep the audit trail to those who need it.
CREATE ROLE IF NOT EXISTS mcp_writer;
GRANT INSERT ON mcp.* TO mcp_writer;
CREATE ROLE IF NOT EXISTS mcp_analyst;
GRANT SELECT ON mcp.mcp_findings TO mcp_analyst;
CREATE ROLE IF NOT EXISTS mcp_auditor;
GRANT SELECT ON mcp.* TO mcp_auditor;
