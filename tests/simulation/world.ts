// What all phones share: time, chance, the line and the server.

import { Clockwork } from './clockwork.ts';
import { makeSigningKey } from './keys.ts';
import { Network } from './network.ts';
import { type Random, seededRandom } from './random.ts';
import { Server } from './server/server.ts';
import { Tally } from './tally.ts';

const KEYS = [makeSigningKey('key-1', 'first'), makeSigningKey('key-2', 'second')];
/** A forger who knows how the server's first key is called. */
const FORGER = makeSigningKey('key-1', 'forged');

export class World {
  readonly random: Random;
  readonly clockwork: Clockwork;
  readonly tally = new Tally();
  readonly server: Server;
  readonly network: Network;

  /** Whether the oracles look at everything after each step, and at themselves (oracle/thorough.ts). */
  readonly isThorough: boolean;

  constructor(seed: number, isThorough = false) {
    this.isThorough = isThorough;
    this.random = seededRandom(seed);
    this.clockwork = new Clockwork(this.random);
    this.server = new Server(KEYS, this.clockwork, this.random, this.tally);
    this.network = new Network(this.clockwork, this.server, this.random, FORGER, this.tally);
  }
}
