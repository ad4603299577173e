-- Plays a script that is called back: global functions `start`, `tick` and `finish`. A script without a `tick` has been its
-- own loop, and is over.
local host = ...
local pcall, xpcall, type, select = pcall, xpcall, type, select
local decode, encode, array = json.decode, json.encode, json.array

-- Puts a stack under what was thrown.
local function describe(message)
    if type(message) ~= "string" then
        message = host.text(message)
    end
    return host.traceback(message)
end

local function report(message)
    host.log("error: " .. message)
end

-- Calls a function of the script. What it throws is reported, and stands for no answer.
local function call(callback, message)
    local fine, result = xpcall(callback, describe, message)
    if not fine then
        report(result)
        return nil
    end
    return result
end

-- The line that says what the script answered: nothing, a list of orders, or a whole answer.
local function line(reply)
    if reply == nil then
        reply = { orders = array() }
    elseif type(reply) == "table" and (#reply > 0 or next(reply) == nil) then
        reply = { orders = array(reply) }
    end
    local fine, text = pcall(encode, reply)
    if not fine then
        report(text)
        return '{"orders":[]}'
    end
    return text
end

local function play()
    if type(tick) ~= "function" then
        return
    end
    local start, finish = start, finish
    for text in host.read_line do
        local message = decode(text)
        if message.type == "tick" then
            host.write(line(call(tick, message)), "\n")
        elseif message.type == "start" and start then
            call(start, message)
        elseif message.type == "end" and finish then
            call(finish, message)
        end
    end
end

return function(script, name)
    local chunk, problem = load(script, "=" .. name, "t")
    if chunk == nil then
        report(problem)
        host.exit(1)
    end
    local fine, result = xpcall(chunk, describe)
    if not fine then
        report(result)
        host.exit(1)
    end
    play()
end
