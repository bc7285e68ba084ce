package io.dibs.seal;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Signs texts, with HMAC-SHA-256. A signature is {@code <key id>:<Base64>}. Thread-safe. */
public final class Signatures {
    private final KeyRing keys;
    private final String setting;

    /** @param setting where the keys are set, for messages */
    public Signatures(KeyRing keys, String setting) {
        this.keys = keys;
        this.setting = setting;
    }

    /** Whether there is a key to sign with. */
    public boolean areMade() {
        return keys.first().isPresent();
    }

    /** Whether there is a key to verify with. */
    public boolean areVerified() {
        return !keys.isEmpty();
    }

    /** Whether a signature was made with the key that signs now. */
    public boolean isCurrent(String signature) {
        return keys.first().filter(id -> signature.startsWith(id + ':')).isPresent();
    }

    /** The signature of some texts, if there is a key to sign with. */
    public String sign(List<String> texts) {
        String id = keys.first().orElseThrow();
        return id
                + ':'
                + Base64.getEncoder().encodeToString(Hmac.of(keys.find(id).orElseThrow(), texts));
    }

    /**
     * Returns if it is the signature of these texts.
     *
     * @throws SealException if it is not, or the key is missing, for whoever forges one may name any
     */
    public void verify(String signature, List<String> texts) throws SealException {
        int colon = signature.indexOf(':');
        String id = signature.substring(0, Math.max(0, colon));
        Optional<byte[]> key = keys.find(id);
        if (key.isEmpty()) {
            throw SealException.broken(
                    "It is signed with key '" + id + "', which this process does not have; see " + setting + ".");
        }
        byte[] given;
        try {
            given = Base64.getDecoder().decode(signature.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            given = new byte[0];
        }
        if (!MessageDigest.isEqual(given, Hmac.of(key.get(), texts))) {
            throw SealException.broken("It was changed since its dispatch: its signature does not fit.");
        }
    }
}
