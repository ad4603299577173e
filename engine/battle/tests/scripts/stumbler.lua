print("hello " .. 1 + 2 + 3 + 4 + 5)

local orders = { { unit = 0, ["do"] = "mine" } }

function tick(message)
    local wrong = message.tick ~= 3 and { orders = orders } or nil
    return wrong.orders
end

function finish(message)
    print("over " .. message.result)
end
