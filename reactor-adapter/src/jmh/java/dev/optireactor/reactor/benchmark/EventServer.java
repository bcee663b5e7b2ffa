package dev.optireactor.reactor.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers 204 to each request as cheaply as Netty can, so that the processors, which it shares with the client that is
 * measured, are mostly the client's.
 */
final class EventServer {

    private static final ByteBuf HEAD_END = Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII);
    private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("HTTP/1.1 204 No Content\r\n\r\n", StandardCharsets.US_ASCII));
    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("^content-length: *(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    final Arrivals arrivals = new Arrivals();
    private final int eventsPerRequest;
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listening;

    EventServer(int eventsPerRequest) {
        this.eventsPerRequest = eventsPerRequest;
        this.listening = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection.pipeline().addLast(new Requests());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    String address() {
        return "http://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort() + "/v1/events";
    }

    void close() {
        threads.shutdownGracefully().syncUninterruptibly();
    }

    private final class Requests extends ByteToMessageDecoder {

        @Override
        protected void decode(ChannelHandlerContext connection, ByteBuf received, List<Object> none) {
            int headLength = ByteBufUtil.indexOf(HEAD_END, received) - received.readerIndex();
            if (headLength < 0) {
                return;
            }
            Matcher length = CONTENT_LENGTH.matcher(
                    received.toString(received.readerIndex(), headLength, StandardCharsets.US_ASCII));
            if (!length.find()) {
                throw new IllegalStateException("a request without a length");
            }
            int requestLength = headLength + HEAD_END.readableBytes() + Integer.parseInt(length.group(1));
            if (received.readableBytes() >= requestLength) {
                received.skipBytes(requestLength);
                arrivals.add(eventsPerRequest);
                connection.writeAndFlush(ANSWER.duplicate());
            }
        }
    }
}
