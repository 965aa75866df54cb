/* The lower bound of a fan-out: one finished frame written to N websockets, by a program that does nothing else.

   Its handshake answers without looking at the key, and it reads nothing afterwards. Commands on standard input:
     payload FILE   what the frame carries; answered with its size
     push           writes the frame to everybody, in the order they came: {"began": ns, "cpu": ns used by then}

   usage: floor PORT */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 65536, EVENTS = 512 };

static const char welcome[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
static int listener, poll_fd, seats[MOST], seat_count;
static bool greeted[MOST]; /* by descriptor */
static char frame[MOST + 4];
static size_t frame_len;

static int64_t nanoseconds(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return at.tv_sec * INT64_C(1000000000) + at.tv_nsec;
}

static void watch(int fd)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event);
}

static void accept_all(void)
{
    int fd, one = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (fd < MOST)
            watch(fd);
        else
            close(fd);
    }
}

static void forget(int fd)
{
    for (int i = 0; i < seat_count; i++) {
        if (seats[i] == fd)
            seats[i] = seats[--seat_count];
    }
    greeted[fd] = false;
    close(fd);
}

/* A handshake fits into one segment on loopback; whatever comes later is not looked at. */
static void readable(int fd)
{
    char text[4096];
    ssize_t len = recv(fd, text, sizeof text, 0);
    if (len <= 0) {
        forget(fd);
    } else if (!greeted[fd] && memmem(text, (size_t)len, "\r\n\r\n", 4) != NULL) {
        send(fd, welcome, sizeof welcome - 1, MSG_NOSIGNAL);
        greeted[fd] = true;
        seats[seat_count++] = fd;
    }
}

static void prepare(const char *path)
{
    FILE *file = fopen(path, "r");
    size_t len = file == NULL ? 0 : fread(frame + 4, 1, MOST, file);
    size_t head = len < 126 ? 2 : 4;
    if (file != NULL)
        fclose(file);
    frame_len = head + len;
    memmove(frame + head, frame + 4, len);
    frame[0] = (char)0x81;
    frame[1] = (char)(head == 2 ? len : 126);
    if (head == 4) {
        frame[2] = (char)(len >> 8);
        frame[3] = (char)len;
    }
    printf("{\"size\":%zu}\n", len);
}

static void push(void)
{
    int64_t cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID), began = nanoseconds(CLOCK_MONOTONIC);
    for (int i = 0; i < seat_count; i++)
        send(seats[i], frame, frame_len, MSG_NOSIGNAL);
    printf("{\"began\":%" PRId64 ",\"cpu\":%" PRId64 "}\n", began, cpu);
}

static void command(void)
{
    char line[4096];
    ssize_t len = read(0, line, sizeof line - 1);
    if (len <= 0)
        exit(0);
    line[len] = '\0';
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "payload ", 8) == 0)
        prepare(line + 8);
    else
        push();
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct epoll_event events[EVENTS];
    int one = 1;
    if (argc != 2)
        return 2;
    here.sin_port = htons((uint16_t)atoi(argv[1]));
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 4096) < 0) {
        perror("floor");
        return 1;
    }
    watch(listener);
    watch(0);
    for (;;) {
        int many = epoll_wait(poll_fd, events, EVENTS, -1);
        for (int i = 0; i < many; i++) {
            if (events[i].data.fd == listener)
                accept_all();
            else if (events[i].data.fd == 0)
                command();
            else
                readable(events[i].data.fd);
        }
    }
}
