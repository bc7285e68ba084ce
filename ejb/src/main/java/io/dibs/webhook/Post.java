package io.dibs.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends one request and reads no more of the answer than its status. It connects to the very address that was checked; a general
 * HTTP client would look the name up again, and whoever serves the name could answer differently the second time. It follows
 * no redirects, and uses no proxy.
 */
final class Post {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_LINES = 200;

    private final AllowedHosts hosts;
    private final Duration timeout;
    private final SSLSocketFactory tls;

    /** @param timeout for connecting, and then for the answer */
    Post(AllowedHosts hosts, Duration timeout, SSLSocketFactory tls) {
        this.hosts = hosts;
        this.timeout = timeout;
        this.tls = tls;
    }

    /**
     * Sends a body.
     *
     * @return the status of the answer
     * @throws RefusedDeliveryException if the address may not be called
     * @throws IOException if there was no answer in time
     */
    int send(URI url, Map<String, String> headers, byte[] body) throws IOException {
        try (Socket socket = connect(url)) {
            long deadline = System.nanoTime() + timeout.toNanos();
            socket.setSoTimeout(millis());
            Socket secured = AllowedHosts.isHttps(url) ? secure(socket, url) : socket;
            secured.getOutputStream().write(head(url, headers, body.length));
            secured.getOutputStream().write(body);
            secured.getOutputStream().flush();
            return status(new Answer(socket, secured.getInputStream(), deadline));
        }
    }

    private Socket connect(URI url) throws IOException {
        IOException last = new UnknownHostException(AllowedHosts.host(url));
        boolean allowed = false;
        for (InetAddress address : InetAddress.getAllByName(AllowedHosts.host(url))) {
            if (hosts.allows(url, address)) {
                allowed = true;
                Socket socket = new Socket();
                try {
                    socket.connect(new InetSocketAddress(address, AllowedHosts.port(url)), millis());
                    return socket;
                } catch (IOException e) {
                    socket.close();
                    last = e;
                }
            }
        }
        if (!allowed) {
            throw new RefusedDeliveryException(AllowedHosts.shown(url) + " is refused: "
                    + AllowedHosts.host(url) + " is inside this network, and dibs.webhooks.allowed-hosts lists it by a"
                    + " pattern only.");
        }
        throw last;
    }

    private Socket secure(Socket socket, URI url) throws IOException {
        String host = AllowedHosts.host(url);
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, AllowedHosts.port(url), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] head(URI url, Map<String, String> headers, int length) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        StringBuilder head = new StringBuilder("POST " + path);
        if (url.getRawQuery() != null) {
            head.append('?').append(url.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\nConnection: close\r\nContent-Length: ");
        head.append(length).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The first status that is not of an interim answer. */
    private static int status(Answer answer) throws IOException {
        int status = answer.status();
        while (status < 200) {
            while (!answer.line().isEmpty()) {
                // A header of the interim answer.
            }
            status = answer.status();
        }
        return status;
    }

    private int millis() {
        return Math.toIntExact(timeout.toMillis());
    }

    /** What comes back: lines, within the time and as many bytes as that takes. */
    private static final class Answer {
        private final Socket socket;
        private final InputStream input;
        private final long deadline;
        private int lines;

        Answer(Socket socket, InputStream input, long deadline) {
            this.socket = socket;
            this.input = input;
            this.deadline = deadline;
        }

        int status() throws IOException {
            String line = line();
            Matcher matcher = STATUS.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("The answer is not one of HTTP/1.1.");
            }
            return Integer.parseInt(matcher.group(1));
        }

        String line() throws IOException {
            if (++lines > MOST_LINES) {
                throw new IOException("The answer has too many lines before its status.");
            }
            StringBuilder line = new StringBuilder();
            int next;
            while ((next = read()) != '\n') {
                if (next < 0 || line.length() > LONGEST_LINE) {
                    throw new IOException(
                            next < 0
                                    ? "The connection was closed without an answer."
                                    : "The answer has too long a line.");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        private int read() throws IOException {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("The answer takes too long.");
            }
            socket.setSoTimeout(Math.toIntExact(left));
            return input.read();
        }
    }
}
