/* A seat comes, speaks and goes: connecting, the request to upgrade, masked frames, and the end. */
#include "client.h"
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>

bool write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t done = send(fd, data, len, MSG_NOSIGNAL);
        if (done > 0) {
            data += done;
            len -= (size_t)done;
        } else if (errno == EAGAIN) { /* what seats send is small: a full buffer is rare enough to wait for */
            struct pollfd one = { .fd = fd, .events = POLLOUT };
            poll(&one, 1, 1000);
        } else {
            return false;
        }
    }
    return true;
}

/* A masked frame as a client must send it. */
size_t frame(char *out, unsigned char opcode, const char *data, size_t len)
{
    size_t at = 2;
    unsigned char mask[4];
    for (int i = 0; i < 4; i++)
        mask[i] = (unsigned char)random();
    out[0] = (char)(0x80 | opcode);
    if (len < 126) {
        out[1] = (char)(0x80 | len);
    } else {
        out[1] = (char)(0x80 | 126);
        out[2] = (char)(len >> 8);
        out[3] = (char)len;
        at = 4;
    }
    memcpy(out + at, mask, 4);
    at += 4;
    for (size_t i = 0; i < len; i++)
        out[at + i] = (char)(data[i] ^ (char)mask[i & 3]);
    return at + len;
}

void say(struct seat *seat, unsigned char opcode, const char *data, size_t len)
{
    char out[8 + 4096];
    if (len <= 4096)
        write_all(seat->fd, out, frame(out, opcode, data, len));
}

void say_text(struct seat *seat, const char *text)
{
    say(seat, 1, text, strlen(text));
}

static void settle(struct seat *seat, enum state state)
{
    if (seat->state > IDLE && seat->state < JOINED)
        all.connecting--;
    seat->state = state;
}

void lose(struct seat *seat, const char *why, const char *text, size_t len)
{
    if (seat->state == LOST || seat->state == IDLE)
        return;
    complain(why, text, len);
    if (seat->state == JOINED) {
        all.lost++;
        if (seat->counted && seat->hits < all.expected)
            all.unfinished--;
    } else {
        all.failed++;
    }
    settle(seat, LOST);
    close(seat->fd);
}

void arrived(struct seat *seat, int64_t at)
{
    settle(seat, JOINED);
    seat->joined = at;
    seat->join_bytes = seat->bytes;
    all.joined++;
    if (seat->counted && all.expected > 0)
        all.unfinished++;
}

static void start(uint32_t index)
{
    struct seat *seat = &all.seats[index];
    int one = 1;
    seat->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (seat->fd < 0)
        die("socket");
    setsockopt(seat->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (all.sources > 1) {
        struct sockaddr_in from = { .sin_family = AF_INET };
        from.sin_addr.s_addr = htonl(0x7f000100u + 1 + index % (uint32_t)all.sources);
        setsockopt(seat->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(seat->fd, (struct sockaddr *)&from, sizeof from) < 0)
            die("bind");
    }
    seat->state = CONNECTING;
    seat->began = now();
    seat->bytes = seat->head_len = seat->hits = seat->pushes = 0;
    seat->in_frame = false;
    seat->kept_len = 0;
    all.connecting++;
    if (connect(seat->fd, (struct sockaddr *)&all.to, sizeof all.to) < 0 && errno != EINPROGRESS)
        die("connect");
    struct epoll_event event = { .events = EPOLLOUT, .data.u32 = index };
    if (epoll_ctl(all.poll, EPOLL_CTL_ADD, seat->fd, &event) < 0)
        die("epoll_ctl");
}

void start_more(void)
{
    while (all.next < all.until && (all.inflight == 0 || all.connecting < all.inflight))
        start(all.next++);
}

void ask_for_upgrade(struct seat *seat, uint32_t index)
{
    char text[2048];
    int failure = 0;
    socklen_t size = sizeof failure;
    getsockopt(seat->fd, SOL_SOCKET, SO_ERROR, &failure, &size);
    if (failure != 0) {
        lose(seat, "no connection", strerror(failure), strlen(strerror(failure)));
        return;
    }
    int len = snprintf(text, sizeof text,
        "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s%s%s%s%s%s\r\n",
        all.raw ? "/" : "/socket.io/?EIO=4&transport=websocket", strstr(all.origin, "//") + 2, all.origin,
        *all.extensions ? "Sec-WebSocket-Extensions: " : "", all.extensions, *all.extensions ? "\r\n" : "",
        *seat->cookie ? "Cookie: ecabinet=" : "", seat->cookie, *seat->cookie ? "\r\n" : "");
    struct epoll_event event = { .events = EPOLLIN, .data.u32 = index };
    epoll_ctl(all.poll, EPOLL_CTL_MOD, seat->fd, &event);
    seat->state = UPGRADING;
    if (!write_all(seat->fd, text, (size_t)len))
        lose(seat, "no handshake", strerror(errno), strlen(strerror(errno)));
}

/* Most seats are idle most of the time: their buffer is given back between messages. */
void release(struct seat *seat)
{
    free(seat->kept);
    seat->kept = NULL;
    seat->kept_len = 0;
}
