package io.dibs.it;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The Redis server that Dibs runs for itself, entered with the password that is in its folder. */
record OwnRedis(int port, String password) {
    static OwnRedis in(Path data) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("redis").resolve("redis.conf"))) {
            String[] setting = line.split(" ", 2);
            settings.put(setting[0], setting[1]);
        }
        return new OwnRedis(Integer.parseInt(settings.get("port")), settings.get("requirepass"));
    }

    /** The first line of the reply. */
    String send(String command) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String both = "AUTH " + password + "\r\n" + command + "\r\n";
            socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            replies.readLine();
            return replies.readLine();
        }
    }
}
