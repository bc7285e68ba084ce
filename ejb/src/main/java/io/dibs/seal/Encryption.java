package io.dibs.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts texts, each for one place, with AES-256-GCM: {@code aes=<key id>:<Base64 of nonce, ciphertext and tag>}. A text
 * that is moved to another place cannot be decrypted. Thread-safe.
 *
 * <p>Nonces are 96 random bits, of which no key should see more than 2<sup>32</sup>. So each subject (a task, say) has a
 * key of its own, HMAC-SHA-256 of the key and the subject: the limit is for each of them.
 */
public final class Encryption {
    private static final String MARK = "aes=";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final KeyRing keys;
    private final String setting;
    private final SecureRandom random = new SecureRandom();

    /** @param setting where the keys are set, for messages */
    public Encryption(KeyRing keys, String setting) {
        this.keys = keys;
        this.setting = setting;
    }

    /** Whether there is a key to encrypt with. */
    public boolean isOn() {
        return keys.first().isPresent();
    }

    /** Whether a text is an encrypted one; no JSON text is. */
    public static boolean isEncrypted(String text) {
        return text.startsWith(MARK);
    }

    /** Whether a text is encrypted with the key that encrypts now, or in clear as there is none. */
    public boolean isCurrent(String text) {
        return keys.first().map(id -> text.startsWith(MARK + id + ':')).orElse(!isEncrypted(text));
    }

    /**
     * Encrypts a text; without a key it stays as it is.
     *
     * @param subject what it belongs to
     * @param place what it is of that
     */
    public String encrypt(String text, String subject, String place) {
        if (!isOn()) {
            return text;
        }
        String id = keys.first().orElseThrow();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] clear = text.getBytes(StandardCharsets.UTF_8);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.find(id).orElseThrow(), nonce, subject, place);
            byte[] sealed = new byte[NONCE_BYTES + cipher.getOutputSize(clear.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            cipher.doFinal(clear, 0, clear.length, sealed, NONCE_BYTES);
            return MARK + id + ':' + Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A text could not be encrypted.", e);
        }
    }

    /**
     * Decrypts a text; one that is not encrypted stays as it is.
     *
     * @throws SealException if it was changed, or is from another place, or the key is missing
     */
    public String decrypt(String text, String subject, String place) throws SealException {
        if (!isEncrypted(text)) {
            return text;
        }
        int colon = text.indexOf(':');
        String id = text.substring(MARK.length(), Math.max(MARK.length(), colon));
        Optional<byte[]> key = keys.find(id);
        if (key.isEmpty()) {
            throw SealException.keyMissing(id, setting);
        }
        try {
            byte[] sealed = Base64.getDecoder().decode(text.substring(colon + 1));
            if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
                throw new AEADBadTagException();
            }
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.get(), nonce, subject, place);
            byte[] clear = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return new String(clear, StandardCharsets.UTF_8);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw SealException.broken("What is encrypted of it was changed, or belongs to something else.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A text could not be decrypted.", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String subject, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] own = Hmac.of(key, List.of("dibs aes-256-gcm", subject));
        cipher.init(mode, new SecretKeySpec(own, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
