// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/twmb/franz-go/pkg/kadm"
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

	t     *testing.T
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
	return &Kafka{Brokers: "[" + strings.Join(cluster.ListenAddrs(), ",") + "]", Cluster: cluster, t: t, certs: certs}
}

// Records lists what a topic holds: the high watermarks say how much that is, so that an empty answer is not taken for the
// end. Records of one partition are in its order.
func (k *Kafka) Records(topic string) []*kgo.Record {
	client, err := kgo.NewClient(kgo.SeedBrokers(k.Cluster.ListenAddrs()...), kgo.ConsumeTopics(topic), kgo.DialTLSConfig(k.certs.Client),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.SASL(scram.Auth{User: User, Pass: Password}.AsSha512Mechanism()))
	require.NoError(k.t, err)
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), rig.Patience)
	defer cancel()
	ends, err := kadm.NewClient(client).ListEndOffsets(ctx, topic)
	require.NoError(k.t, err)
	total := int64(0)
	ends.Each(func(o kadm.ListedOffset) { total += o.Offset })
	var out []*kgo.Record
	for int64(len(out)) < total && ctx.Err() == nil {
		out = append(out, client.PollFetches(ctx).Records()...)
	}
	require.GreaterOrEqual(k.t, int64(len(out)), total, "records on %s", topic)
	return out
}
