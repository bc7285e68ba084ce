package io.dibs.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Set;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminAccountTest {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @TempDir
    Path folder;

    @Test
    void an_administrator_is_made_once_and_his_password_told_once() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            String first = AdminAccount.in(data).announcement();
            String password = Files.readString(data.adminPassword()).strip();
            String user = Files.readString(data.users());
            assertThat(first).contains("user admin with the password " + password);
            assertThat(password).hasSize(24);
            assertThat(AdminAccount.in(data).announcement())
                    .doesNotContain(password)
                    .contains("admin-password");
            assertThat(data.users()).hasContent(user);
            assertThat(data.adminPassword()).hasContent(password);
            assertThat(Files.getPosixFilePermissions(data.users())).isEqualTo(OWNER_ONLY);
            assertThat(Files.getPosixFilePermissions(data.adminPassword())).isEqualTo(OWNER_ONLY);
        }
    }

    @Test
    void the_file_of_users_has_the_hash_of_his_password() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            AdminAccount.in(data);
            String[] user = Files.readString(data.users(), StandardCharsets.UTF_8)
                    .strip()
                    .split(":");
            String[] hash = user[2].split("/");
            PBEKeySpec key = new PBEKeySpec(
                    Files.readString(data.adminPassword()).strip().toCharArray(),
                    Base64.getUrlDecoder().decode(hash[2]),
                    Integer.parseInt(hash[1]),
                    256);
            assertThat(user).startsWith("admin", "administrator");
            assertThat(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(key)
                            .getEncoded())
                    .isEqualTo(Base64.getUrlDecoder().decode(hash[3]));
        }
    }
}
