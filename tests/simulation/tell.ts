// A schedule as a short story.

import type { Act, Schedule } from './schedule.ts';

export function tell({ seed, startsAtVersion, items }: Schedule): string {
  const lines = items.map(({ act, steps }, index) => `${index + 1}. ${sentence(act)}, then ${steps} steps`);
  const start =
    startsAtVersion > 0 ? `, a store of version ${startsAtVersion} with an unsent application` : '';
  return [`World ${seed}${start}:`, ...lines, 'then it comes to its end.'].join('\n');
}

function sentence(act: Act): string {
  switch (act.do) {
    case 'write':
      return `tab ${act.tab} writes and saves`;
    case 'send':
      return `tab ${act.tab}: "Gönder"`;
    case 'leave':
      return `tab ${act.tab}: one more key, and the page is hidden`;
    case 'emergency':
      return `tab ${act.tab}: an emergency, and "Gönder"`;
    case 'join':
      return `tab ${act.tab} opens a draft of the disk`;
    case 'record':
      return `tab ${act.tab} records chunks of ${act.chunks.join(', ')} bytes`;
    case 'cancel':
    case 'confirm':
    case 'mend':
    case 'delete':
    case 'forget':
      return `tab ${act.tab}: ${act.do}, entry ${act.nth}`;
    case 'cancel upload':
    case 'resume upload':
      return `tab ${act.tab}: ${act.do}, attachment ${act.nth}`;
    case 'add': {
      const recorded = act.chunks.length > 0 ? ` with ${act.chunks.join(', ')} bytes recorded` : '';
      return `tab ${act.tab} ${act.isSent ? 'sends' : 'prepares'} an addition to thread ${act.nth}${recorded}`;
    }
    case 'send act':
    case 'mend act':
    case 'drop act':
    case 'withdraw':
    case 'read':
    case 'open by code':
      return `tab ${act.tab}: ${act.do}, ${act.nth}`;
    case 'hurry':
    case 'online':
    case 'visible':
      return `tab ${act.tab}: ${act.do}`;
    case 'kill':
      return `tab ${act.tab} is killed`;
    case 'wake worker':
    case 'kill worker':
    case 'rotate key':
    case 'restart server':
    case 'update':
      return act.do;
    case 'answer':
      return `an officer answers application ${act.nth}`;
    case 'network':
      return `the network will give: ${act.faults.join(', ')}`;
    case 'line down':
      return `the line is down for ${act.seconds} s`;
    case 'disk':
      return `the disk will give tab ${act.tab}: ${act.faults.join(', ')}`;
    case 'clock':
      return `the device's clock jumps by ${act.years} years`;
    case 'wait':
      return `${act.seconds} s pass`;
  }
}
