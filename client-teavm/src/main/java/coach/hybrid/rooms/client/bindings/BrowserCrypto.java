package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.relay.Crypto;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** {@code crypto.subtle} of this browser; it exists on secure pages only, as microphones do. */
public final class BrowserCrypto implements Crypto {
  @JSFunctor
  private interface KeysTask extends JSObject {
    void accept(JSObject privateKey, String publicKey);
  }

  @JSFunctor
  private interface CiphersTask extends JSObject {
    void accept(JSObject out, JSObject in);
  }

  @JSFunctor
  private interface BytesTask extends JSObject {
    void accept(Int8Array bytes);
  }

  @Override
  public void makeKeys(Consumer<Keys> then) {
    generate((privateKey, publicKey) -> then.accept(new BrowserKeys(privateKey, publicKey)));
  }

  @Override
  public void sha256(byte[] data, Consumer<byte[]> then) {
    digest(Int8Array.fromJavaArray(data), bytes -> then.accept(bytes.toJavaArray()));
  }

  @Override
  public byte[] utf8(String text) {
    return encodeText(text).toJavaArray();
  }

  @Override
  public byte @Nullable [] decode(String base64url) {
    Int8Array bytes = decodeText(base64url);
    return bytes == null ? null : bytes.toJavaArray();
  }

  private static final class BrowserKeys implements Keys {
    private final JSObject privateKey;
    private final String publicKey;

    BrowserKeys(JSObject privateKey, String publicKey) {
      this.privateKey = privateKey;
      this.publicKey = publicKey;
    }

    @Override
    public String publicKey() {
      return publicKey;
    }

    @Override
    public void agree(
        byte[] theirPublicKey,
        byte[] salt,
        byte[] infoOut,
        byte[] infoIn,
        Ciphers then,
        Runnable failed) {
      derive(
          privateKey,
          Int8Array.fromJavaArray(theirPublicKey),
          Int8Array.fromJavaArray(salt),
          Int8Array.fromJavaArray(infoOut),
          Int8Array.fromJavaArray(infoIn),
          (out, in) -> then.accept(new BrowserCipher(out), new BrowserCipher(in)),
          failed::run);
    }
  }

  private static final class BrowserCipher implements Cipher {
    private final JSObject key;

    BrowserCipher(JSObject key) {
      this.key = key;
    }

    @Override
    public void seal(
        byte[] nonce, byte[] header, byte[] text, Consumer<byte[]> then, Runnable failed) {
      run("encrypt", nonce, header, text, then, failed);
    }

    @Override
    public void open(
        byte[] nonce, byte[] header, byte[] sealed, Consumer<byte[]> then, Runnable refused) {
      run("decrypt", nonce, header, sealed, then, refused);
    }

    private void run(
        String operation,
        byte[] nonce,
        byte[] header,
        byte[] data,
        Consumer<byte[]> then,
        Runnable failed) {
      cipher(
          operation,
          key,
          Int8Array.fromJavaArray(nonce),
          Int8Array.fromJavaArray(header),
          Int8Array.fromJavaArray(data),
          bytes -> then.accept(bytes.toJavaArray()),
          failed::run);
    }
  }

  @JSBody(
      params = "then",
      script =
          "crypto.subtle.generateKey({name: 'ECDH', namedCurve: 'P-256'}, false, ['deriveBits'])"
              + ".then(function (pair) {"
              + " return crypto.subtle.exportKey('raw', pair.publicKey).then(function (raw) {"
              + "  then(pair.privateKey, btoa(String.fromCharCode.apply(null, new Uint8Array(raw)))"
              + "   .replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, '')); }); });")
  private static native void generate(KeysTask then);

  /** A point that is none is refused when it is imported. */
  @JSBody(
      params = {"privateKey", "publicKey", "salt", "infoOut", "infoIn", "then", "failed"},
      script =
          "var subtle = crypto.subtle, ecdh = {name: 'ECDH', namedCurve: 'P-256'};"
              + " subtle.importKey('raw', publicKey, ecdh, false, []).then(function (theirs) {"
              + "  return subtle.deriveBits({name: 'ECDH', public: theirs}, privateKey, 256); })"
              + " .then(function (secret) {"
              + "  return subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']); })"
              + " .then(function (source) { return Promise.all([[infoOut, 'encrypt'],"
              + "  [infoIn, 'decrypt']].map(function (way) {"
              + "   return subtle.deriveKey({name: 'HKDF', hash: 'SHA-256', salt: salt,"
              + "    info: way[0]}, source, {name: 'AES-GCM', length: 256}, false, [way[1]]);"
              + "  })); })"
              + " .then(function (ways) { then(ways[0], ways[1]); }, function (e) {"
              + "  console.warn('no key agreed: ' + e); failed(); });")
  private static native void derive(
      JSObject privateKey,
      Int8Array publicKey,
      Int8Array salt,
      Int8Array infoOut,
      Int8Array infoIn,
      CiphersTask then,
      Rtc.Task failed);

  @JSBody(
      params = {"operation", "key", "nonce", "header", "data", "then", "failed"},
      script =
          "crypto.subtle[operation]({name: 'AES-GCM', iv: nonce, additionalData: header},"
              + " key, data).then(function (bytes) { then(new Int8Array(bytes)); },"
              + " function () { failed(); });")
  private static native void cipher(
      String operation,
      JSObject key,
      Int8Array nonce,
      Int8Array header,
      Int8Array data,
      BytesTask then,
      Rtc.Task failed);

  @JSBody(
      params = {"data", "then"},
      script =
          "crypto.subtle.digest('SHA-256', data)"
              + ".then(function (bytes) { then(new Int8Array(bytes)); });")
  private static native void digest(Int8Array data, BytesTask then);

  @JSBody(params = "text", script = "return new Int8Array(new TextEncoder().encode(text).buffer);")
  private static native Int8Array encodeText(String text);

  @JSBody(
      params = "text",
      script =
          "try { return Int8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')),"
              + " function (c) { return c.charCodeAt(0); }); } catch (e) { return null; }")
  private static native @Nullable Int8Array decodeText(String text);
}
