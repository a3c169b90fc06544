import fc from 'fast-check';
import { AddressGuard, AddressRefused, HostUnreachable, isPublicAddress, placeOfAddress } from './index.js';

const answering =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('isPublicAddress', () => {
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '::ffff:1.1.1.1', '2002:0101:0101::1'])(
    '%s is',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...['127.0.0.1', '127.255.1.2', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::1', '::', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1', '100::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', '::7f00:1', '64:ff9b::7f00:1'],
    ...['2002:7f00:1::', '2002:a9fe:a9fe::1', '2002:0a00:0001::1', '2001:0:7f00:1::1', 'fec0::1', 'localhost', ''],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('holds for no IPv4 address of a private range, whichever way IPv6 carries it', () => {
    const blocks = [
      ['10.0.0.0', 8],
      ['127.0.0.0', 8],
      ['169.254.0.0', 16],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      ['100.64.0.0', 10],
    ] as const;
    const inBlock = fc.tuple(fc.constantFrom(...blocks), fc.nat(0xffffffff)).map(([[base, bits], random]) => {
      const start = base.split('.').reduce((all, part) => all * 256 + Number(part), 0);
      return start + (random % 2 ** (32 - bits));
    });
    fc.assert(
      fc.property(inBlock, (value) => {
        const dotted = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
        const [high, low] = [Math.floor(value / 65536).toString(16), (value % 65536).toString(16)];
        const carried = [dotted, `::ffff:${dotted}`, `::${high}:${low}`, `::ffff:${high}:${low}`];
        for (const each of [...carried, `64:ff9b::${high}:${low}`, `2002:${high}:${low}::1`])
          expect([each, isPublicAddress(each)]).toEqual([each, false]);
      }),
    );
  });
});

describe('placeOfAddress', () => {
  it.each([
    ['public', ['1.1.1.1', '2606:4700::1111', '::ffff:1.1.1.1']],
    [
      'private',
      ['10.0.0.1', '192.168.1.1', '100.64.0.1', 'fd12::1', '::ffff:10.0.0.1', '64:ff9b::101:101', '198.18.0.1'],
    ],
    ['machine', ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '::127.0.0.1']],
    [
      'never',
      ['169.254.169.254', 'fe80::1', '0.0.0.0', '::', '224.0.0.1', '255.255.255.255', '168.63.129.16', 'x', ''],
    ],
    [
      'never',
      ['fd00:ec2::254', '100.100.100.200', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::1', 'fe80::1%eth0'],
    ],
  ])('is %s for each of %j', (place, addresses) => {
    expect(addresses.map((address) => [address, placeOfAddress(address)])).toEqual(
      addresses.map((each) => [each, place]),
    );
  });
});

describe('AddressGuard', () => {
  it('gives what a public name stands for', async () => {
    const guard = new AddressGuard({}, answering('1.1.1.1', '2606:4700::1111'));
    expect(await guard.resolve('one.example')).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
  });

  it('refuses a name with one private address among public ones', async () => {
    const guard = new AddressGuard({}, answering('1.1.1.1', '127.0.0.1'));
    await expect(guard.resolve('rebind.example')).rejects.toThrow(AddressRefused);
  });

  it.each(['127.0.0.1', '[::1]', '169.254.169.254', '0.0.0.0', '[::ffff:127.0.0.1]', 'localhost'])(
    'refuses %s',
    async (host) => {
      await expect(new AddressGuard().resolve(host)).rejects.toThrow(AddressRefused);
    },
  );

  it('lets the named private hosts through, and no others', async () => {
    const guard = new AddressGuard({ bySettings: ['Wiki.Corp', '::1'] }, answering('10.0.0.5'));
    expect(await guard.resolve('wiki.corp.')).toEqual([{ address: '10.0.0.5', family: 4 }]);
    expect(await guard.resolve('[::1]')).toEqual([{ address: '::1', family: 6 }]);
    await expect(guard.resolve('10.0.0.5')).rejects.toThrow(AddressRefused);
    await expect(guard.resolve('other.corp')).rejects.toThrow(AddressRefused);
  });

  it('opens this machine on the word of settings alone', async () => {
    const [machine, inside] = [answering('127.0.0.1'), answering('10.0.0.5')];
    for (const guard of [{ bySettings: ['wiki.corp'] }, { byPeople: ['wiki.corp'] }])
      expect(await new AddressGuard(guard, inside).resolve('wiki.corp')).toHaveLength(1);
    expect(await new AddressGuard({ bySettings: ['wiki.corp'] }, machine).resolve('wiki.corp')).toHaveLength(1);
    await expect(new AddressGuard({ byPeople: ['wiki.corp'] }, machine).resolve('wiki.corp')).rejects.toThrow(
      AddressRefused,
    );
  });

  it.each(['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '0.0.0.0'])(
    'goes to %s on nobody’s word',
    async (address) => {
      const named = { bySettings: ['meta.corp', address], byPeople: ['meta.corp', address] };
      for (const host of ['meta.corp', address])
        await expect(new AddressGuard(named, answering('10.0.0.5', address)).resolve(host)).rejects.toThrow(
          AddressRefused,
        );
    },
  );

  it('says of a name without addresses that it can not be reached', async () => {
    await expect(new AddressGuard({}, answering()).resolve('nowhere.example')).rejects.toThrow(HostUnreachable);
  });

  it('asks once and hands the connection exactly what it looked at', async () => {
    let asked = 0;
    const guard = new AddressGuard({}, async () => [
      { address: (asked += 1) === 1 ? '1.1.1.1' : '127.0.0.1', family: 4 },
    ]);
    const found = await new Promise((resolve, reject) =>
      guard.lookup('rebind.example', { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))),
    );
    expect([found, asked]).toEqual([[{ address: '1.1.1.1', family: 4 }], 1]);
  });
});
