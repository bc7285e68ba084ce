package io.dibs.launcher;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One command to a Redis server; the first line of the reply. */
final class RespCall {
    private RespCall() {}

    static String send(RedisServer server, String command) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String both = "AUTH " + server.password() + "\r\n" + command + "\r\n";
            socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            replies.readLine();
            return replies.readLine();
        }
    }
}
