import { SettingsInvalid, loadSettings } from './index.js';

describe('loadSettings', () => {
  it('gives embedded defaults for an empty environment', () => {
    const settings = loadSettings({});
    expect(settings.databaseUrl).toBeNull();
    expect(settings.redisUrl).toBeNull();
    expect(settings.http).toMatchObject({ host: '127.0.0.1', port: 3210, uploadLimitBytes: 100 * 1024 * 1024 });
  });

  it('treats an empty variable as unset', () => {
    expect(loadSettings({ DATABASE_URL: '', PORT: '' }).http.port).toBe(3210);
  });

  it('lists every bad variable at once and never its value', () => {
    const refuse = () => loadSettings({ PORT: 'ninety', DATABASE_URL: 'mysql://secret@x', LOG_LEVEL: 'loud' });
    expect(refuse).toThrow(SettingsInvalid);
    expect(refuse).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*LOG_LEVEL|DATABASE_URL/);
    try {
      refuse();
    } catch (error) {
      expect((error as SettingsInvalid).problems).toHaveLength(3);
      expect(String(error)).not.toContain('secret');
    }
  });

  it('reads addresses and networks of proxies, and nothing else', () => {
    const proxiesIn = (text: string) => loadSettings({ TRUSTED_PROXIES: text }).http.trustedProxies;
    expect(loadSettings({}).http.trustedProxies).toEqual([]);
    expect(proxiesIn('10.0.0.2, 172.16.0.0/12,fd00::/8')).toEqual(['10.0.0.2', '172.16.0.0/12', 'fd00::/8']);
    for (const bad of ['true', '1', 'proxy.example', '10.0.0.0/99'])
      expect(() => proxiesIn(bad)).toThrow(SettingsInvalid);
  });

  it('mails links by a server that is named, or not at all', () => {
    const [SMTP_URL, SIGN_IN_MAIL_FROM] = ['smtp://mail.firm.example:25', 'kb@firm.example'];
    expect(loadSettings({ SMTP_URL }).identity.mail).toBeNull();
    expect(loadSettings({ SMTP_URL, SIGN_IN_MAIL_FROM }).identity.mail).toEqual({
      server: SMTP_URL,
      from: SIGN_IN_MAIL_FROM,
    });
    expect(() => loadSettings({ SIGN_IN_MAIL_FROM })).toThrow(/SIGN_IN_MAIL_FROM: needs SMTP_URL/);
  });

  it('takes a certificate with its key, and neither alone', () => {
    expect(loadSettings({}).http.tls).toBeNull();
    const both = { TLS_CERT_FILE: '/etc/cert.pem', TLS_KEY_FILE: '/etc/key.pem' };
    expect(loadSettings(both).http.tls).toEqual({ certFile: '/etc/cert.pem', keyFile: '/etc/key.pem' });
    expect(() => loadSettings({ TLS_CERT_FILE: '/etc/cert.pem' })).toThrow(/TLS_KEY_FILE/);
    expect(() => loadSettings({ TLS_KEY_FILE: '/etc/key.pem' })).toThrow(/TLS_CERT_FILE/);
  });
});
