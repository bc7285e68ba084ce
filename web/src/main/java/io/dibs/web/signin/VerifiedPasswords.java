package io.dibs.web.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for some minutes which passwords were right, so that not each request of a program costs what a guess costs.
 * It has no passwords, only their HMACs under a key that this process alone has. Thread-safe.
 */
final class VerifiedPasswords {
    private static final int MOST = 1_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final LongSupplier nanoTime;
    private final SecretKeySpec key;
    private final Map<String, Long> verified = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    VerifiedPasswords(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    boolean contains(String user, char[] password) {
        String digest = digest(user, password);
        synchronized (verified) {
            Long since = verified.get(digest);
            return since != null && nanoTime.getAsLong() - since < REMEMBERED.toNanos();
        }
    }

    void add(String user, char[] password) {
        String digest = digest(user, password);
        synchronized (verified) {
            verified.put(digest, nanoTime.getAsLong());
        }
    }

    private String digest(String user, char[] password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] name = user.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            mac.update(name);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(new String(password).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no HmacSHA256, which every JVM must have.", e);
        }
    }
}
