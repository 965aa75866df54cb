/* What a seat receives: the answer to its handshake, frames cut anywhere, Engine.IO, Socket.IO, and what is counted. */
#include "client.h"
#include <sys/socket.h>

enum { KEEP = 16384, READ = 1 << 18 };

static char buffer[READ];

static void hit(struct seat *seat, uint64_t size, int64_t at)
{
    all.hits++;
    all.matched_bytes = size;
    if (seat->hits < all.expected) {
        all.arrivals[(size_t)(seat - all.seats) * all.expected + seat->hits] = at;
        if (seat->counted && seat->hits + 1 == all.expected)
            all.unfinished--;
    } else if (all.expected > 0) {
        all.extra++;
    }
    seat->hits++;
}

static bool begins(const char *text, size_t len, const char *with)
{
    return len >= strlen(with) && memcmp(text, with, strlen(with)) == 0;
}

static void greet(struct seat *seat, const char *text, size_t len, bool compressed, int64_t at)
{
    if (seat->state == OPENING && begins(text, len, "0")) {
        seat->state = GREETING;
        say_text(seat, "40");
    } else if (seat->state == GREETING && begins(text, len, "40")) {
        if (*seat->join == '\0') {
            arrived(seat, at);
        } else {
            char join[2048];
            seat->state = JOINING;
            snprintf(join, sizeof join, "420[\"join\",%s]", seat->join);
            say_text(seat, join);
        }
    } else if (seat->state == GREETING && begins(text, len, "44")) {
        lose(seat, "connection refused", text, len);
    } else if (seat->state == JOINING && (compressed || begins(text, len, "430["))) {
        if (!compressed && memmem(text, len < 64 ? len : 64, "\"ok\":false", 10) != NULL)
            lose(seat, "join refused", text, len);
        else
            arrived(seat, at);
    }
}

static void take_text(struct seat *seat, const char *text, size_t len, uint64_t total, bool compressed, int64_t at)
{
    if (!compressed && total == 1 && *text == '2' && !all.raw) {
        all.pings++;
        say_text(seat, "3");
        return;
    }
    if (seat->state != JOINED) {
        greet(seat, text, len, compressed, at);
        return;
    }
    if (!compressed && begins(text, len, "43")) {
        answer(text, len, at);
        return;
    }
    if (compressed || begins(text, len, "42[\"push\"")) {
        seat->pushes++;
        seat->last_push = at;
    }
    if (compressed || memmem(text, len, all.pattern, all.pattern_len) != NULL)
        hit(seat, total, at);
}

static void take_frame(struct seat *seat, const char *data, size_t len, uint64_t total, int64_t at)
{
    switch (seat->head[0] & 0x0f) {
    case 1:
    case 2:
        take_text(seat, data, len, total, (seat->head[0] & 0x40) != 0, at);
        break;
    case 8:
        lose(seat, "closed by the server", data + (len > 2 ? 2 : len), len > 2 ? len - 2 : 0);
        break;
    case 9:
        say(seat, 10, data, len);
        break;
    default: /* pongs; later fragments of a message, which was judged by its first */
        break;
    }
}

/* Takes what is there of the header; true once it is whole and the size of the frame is known. */
static bool take_head(struct seat *seat, const char **data, size_t *len)
{
    unsigned need = 2;
    for (;;) {
        if (seat->head_len >= 2)
            need = (seat->head[1] & 127) == 127 ? 10 : (seat->head[1] & 127) == 126 ? 4 : 2;
        if (seat->head_len == need)
            break;
        if (*len == 0)
            return false;
        seat->head[seat->head_len++] = (unsigned char)*(*data)++;
        (*len)--;
    }
    seat->total = need == 2 ? seat->head[1] & 127 : 0;
    for (unsigned i = 2; i < need; i++)
        seat->total = seat->total << 8 | seat->head[i];
    seat->left = seat->total;
    seat->kept_len = 0;
    return true;
}

static void keep(struct seat *seat, const char *data, size_t len)
{
    size_t some = KEEP - seat->kept_len < len ? KEEP - seat->kept_len : len;
    if (seat->kept == NULL)
        seat->kept = must(malloc(KEEP));
    memcpy(seat->kept + seat->kept_len, data, some);
    seat->kept_len += some;
}

static void take_frames(struct seat *seat, const char *data, size_t len, int64_t at)
{
    while (seat->state != LOST && (len > 0 || (seat->in_frame && seat->left == 0))) {
        if (!seat->in_frame && !(seat->in_frame = take_head(seat, &data, &len)))
            return;
        size_t part = seat->left < len ? (size_t)seat->left : len;
        bool whole = seat->left == part;
        if (whole && seat->kept_len == 0) {
            seat->in_frame = false;
            seat->head_len = 0;
            take_frame(seat, data, part < KEEP ? part : KEEP, seat->total, at);
        } else {
            if (part > 0)
                keep(seat, data, part);
            seat->left -= part;
            if (whole) {
                seat->in_frame = false;
                seat->head_len = 0;
                take_frame(seat, seat->kept, seat->kept_len, seat->total, at);
                release(seat);
            }
        }
        data += part;
        len -= part;
    }
}

/* The HTTP answer; what follows it in the same read are frames already. */
static void take_upgrade(struct seat *seat, const char *data, size_t len, int64_t at)
{
    size_t before = seat->kept_len;
    keep(seat, data, len);
    char *end = memmem(seat->kept, seat->kept_len, "\r\n\r\n", 4);
    if (end == NULL)
        return;
    if (!begins(seat->kept, seat->kept_len, "HTTP/1.1 101")) {
        lose(seat, "handshake refused", seat->kept, (size_t)(end - seat->kept));
        return;
    }
    size_t used = (size_t)(end + 4 - seat->kept) - before;
    release(seat);
    seat->state = OPENING;
    if (all.raw)
        arrived(seat, at);
    take_frames(seat, data + used, len - used, at);
}

void readable(struct seat *seat)
{
    ssize_t len = recv(seat->fd, buffer, sizeof buffer, 0);
    int64_t at = now();
    if (len < 0 && errno == EAGAIN)
        return;
    if (len <= 0) {
        lose(seat, "connection ended", len < 0 ? strerror(errno) : "", len < 0 ? strlen(strerror(errno)) : 0);
        return;
    }
    seat->bytes += (uint64_t)len;
    if (seat->state == UPGRADING)
        take_upgrade(seat, buffer, (size_t)len, at);
    else
        take_frames(seat, buffer, (size_t)len, at);
}
