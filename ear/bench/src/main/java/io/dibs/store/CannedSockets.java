package io.dibs.store;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Sockets behind which is no Redis but one reply, so that what is measured is all that Java does for a call, and nothing
 * else: Jedis writes its bytes and reads those of the reply.
 */
public final class CannedSockets extends SocketImpl {
    private static volatile byte[] reply;

    private byte[] pending = new byte[0];
    private int position;

    /** From now on, every socket that this process makes answers every script so. Once in a process. */
    @SuppressWarnings("deprecation") // Of no use in a program that needs the network; this one is to have none.
    public static void answer(String resp) throws IOException {
        reply = resp.getBytes(StandardCharsets.UTF_8);
        Socket.setSocketImplFactory(CannedSockets::new);
    }

    private void written(byte[] bytes, int offset, int length) {
        pending = isScript(bytes, offset)
                ? reply
                : greeting(new String(bytes, offset, length, StandardCharsets.US_ASCII));
        position = 0;
    }

    /** Whether it begins with EVALSHA; what a new connection is greeted with has no such letter there. */
    private static boolean isScript(byte[] bytes, int offset) {
        for (int i = offset; i < offset + 16; i++) {
            if (bytes[i] == 'V') {
                return true;
            }
        }
        return false;
    }

    /** The replies to HELLO, whose reply is a list, and to the other commands that a new connection begins with. */
    private static byte[] greeting(String commands) {
        return commands.lines()
                .filter(line -> line.equals("HELLO") || line.equals("CLIENT"))
                .map(line -> line.equals("HELLO") ? "*2\r\n$5\r\nproto\r\n:2\r\n" : "+OK\r\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() {
                return position < pending.length ? pending[position++] : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int count = Math.min(length, pending.length - position);
                System.arraycopy(pending, position, bytes, offset, count);
                position += count;
                return count == 0 ? -1 : count;
            }
        };
    }

    @Override
    protected OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                written(bytes, offset, length);
            }
        };
    }

    @Override
    protected void create(boolean stream) {
        fd = new FileDescriptor();
    }

    @Override
    protected void connect(String host, int port) {
        // There is nothing to connect to.
    }

    @Override
    protected void connect(InetAddress address, int port) {
        // There is nothing to connect to.
    }

    @Override
    protected void connect(SocketAddress address, int timeout) {
        // There is nothing to connect to.
    }

    @Override
    protected void bind(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void listen(int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void accept(SocketImpl socket) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected int available() {
        return pending.length - position;
    }

    @Override
    protected void close() {
        // There is nothing to close.
    }

    @Override
    protected void sendUrgentData(int data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setOption(int option, Object value) {
        // None matters.
    }

    @Override
    public Object getOption(int option) {
        return 0;
    }
}
