// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/scram"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// Kafka is a cluster with TLS, SASL/SCRAM and six partitions a topic.
type Kafka struct {
	// Brokers is the list in the form that the configurations take.
	Brokers string
	// Cluster is there to be stopped and asked.
	Cluster *kfake.Cluster

	certs *rig.Certs
}

// User and Password are what the cluster knows.
const (
	User     = "collector"
	Password = "correct horse"
)

// NewKafka starts a cluster with topics.
func NewKafka(t *testing.T, certs *rig.Certs, topics ...string) *Kafka {
	t.Helper()
	return newKafka(t, certs, kfake.EnableSASL(), kfake.Superuser("SCRAM-SHA-512", User, Password), kfake.SeedTopics(6, topics...))
}

// NewOpenKafka starts a cluster with TLS alone: librdkafka and the cluster do not agree on a version of the SASL handshake.
func NewOpenKafka(t *testing.T, certs *rig.Certs, topics ...string) *Kafka {
	t.Helper()
	return newKafka(t, certs, kfake.SeedTopics(6, topics...))
}

func newKafka(t *testing.T, certs *rig.Certs, opts ...kfake.Opt) *Kafka {
	t.Helper()
	cluster, err := kfake.NewCluster(append(opts, kfake.NumBrokers(1), kfake.TLS(certs.Server))...)
	require.NoError(t, err)
	t.Cleanup(cluster.Close)
	return &Kafka{Brokers: "[" + strings.Join(cluster.ListenAddrs(), ",") + "]", Cluster: cluster, certs: certs}
}

// Read takes n records off a topic from its start, and fails the test when they do not come.
func (k *Kafka) Read(t *testing.T, topic string, n int) []*kgo.Record {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(k.Cluster.ListenAddrs()...), kgo.ConsumeTopics(topic), kgo.DialTLSConfig(k.certs.Client),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.SASL(scram.Auth{User: User, Pass: Password}.AsSha512Mechanism()))
	require.NoError(t, err)
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	var out []*kgo.Record
	for len(out) < n && ctx.Err() == nil {
		out = append(out, client.PollFetches(ctx).Records()...)
	}
	require.Len(t, out, n, "records on %s", topic)
	return out
}
