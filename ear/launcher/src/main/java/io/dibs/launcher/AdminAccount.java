package io.dibs.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The administrator that a Dibs has of whom nobody has said who can sign in: made at the first start, with a random password,
 * and kept in the data folder in files that only their owner can read.
 */
record AdminAccount(Path passwordFile, String password, boolean isNew) {
    private static final String NAME = "admin";
    private static final int RANDOM_BYTES = 18;

    /** The one that is there, or a new one. */
    static AdminAccount in(DataFolder data) {
        Path file = data.adminPassword();
        try {
            boolean isNew = !Files.exists(data.users());
            if (isNew) {
                byte[] random = new byte[RANDOM_BYTES];
                new SecureRandom().nextBytes(random);
                String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
                write(file, password);
                // Last: only where there is this file is the other one right.
                write(data.users(), NAME + ":administrator:" + PasswordHash.of(password.toCharArray()));
                return new AdminAccount(file, password, true);
            }
            return new AdminAccount(file, "", false);
        } catch (IOException e) {
            throw new LaunchException("The administrator's password cannot be kept in " + file + " (" + e + ").", e);
        }
    }

    /** What people have to know. The password is shown once: later, the file has it. */
    String announcement() {
        return isNew
                ? "Dibs has made the user " + NAME + " with the password " + password + " (kept in " + passwordFile
                        + ")."
                : "Sign in as " + NAME + "; the password is in " + passwordFile + ".";
    }

    private static void write(Path file, String line) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, line + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
