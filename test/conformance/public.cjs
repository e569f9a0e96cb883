// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Preloaded into the conformance suite: its servers listen behind the tap and call the tap's address their own, as a server
// does whose public URL is the tap's. TAP_PORTS is a list of pairs "behind:public", one for each server that may listen at
// once; without it nothing changes.
'use strict';
const net = require('node:net');

const free = (process.env.TAP_PORTS || '').split(',').filter(Boolean).map((pair) => pair.split(':').map(Number));
const behind = Symbol('behind the tap');
const { listen, address } = net.Server.prototype;

net.Server.prototype.listen = function (port, ...rest) {
  if (port !== 0 || !process.env.TAP_PORTS) return listen.call(this, port, ...rest);
  const pair = free.shift();
  if (!pair) throw new Error('more servers at once than TAP_PORTS has pairs');
  this[behind] = pair;
  this.once('close', () => {
    this[behind] = undefined;
    free.push(pair);
  });
  return listen.call(this, pair[0], ...rest);
};

net.Server.prototype.address = function () {
  const own = address.call(this);
  return own && this[behind] ? { ...own, port: this[behind][1] } : own;
};
