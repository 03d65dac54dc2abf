// The address of the socket.

import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf } from "../../static/js/room/connect.js";

test("L17 a page on plain http in a LAN opens ws", () => {
  const place = { href: "http://192.168.0.7:8000/w/w_one/boards/m_one/?x=1#y", protocol: "http:" };
  assert.equal(addressOf("/ws/workshops/w_one/", place), "ws://192.168.0.7:8000/ws/workshops/w_one/");
});

test("L10 a page on https opens wss on the same host", () => {
  const place = { href: "https://maps.example/w/w_one/", protocol: "https:" };
  assert.equal(addressOf("/ws/workshops/w_one/", place), "wss://maps.example/ws/workshops/w_one/");
});
